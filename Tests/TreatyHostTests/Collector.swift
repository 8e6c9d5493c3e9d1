import CEL
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TreatyTelemetry

/// A collector on a free port, that takes OTLP over HTTP and remembers it; it answers as a test says.
final class Collector: Sendable {
  struct Request: Sendable {
    var path: String
    var headers: HTTPHeaders
    var body: [UInt8]

    /// Spans in it, or metrics.
    func items(_ outer: String, _ inner: String, _ name: String) throws -> [Value] {
      let resources = try Value(json: body)[outer]?.asList ?? []
      return resources.flatMap { $0[inner]?.asList ?? [] }.flatMap { $0[name]?.asList ?? [] }
    }
  }

  struct Answer: Sendable {
    var status = 200
    var headers: HTTPHeaders = [:]
    var body = "{}"
  }

  private struct State {
    var requests: [Request] = []
    var answers: [Answer] = []
  }

  private let state = Mutex(State())
  private let channel: any Channel

  private init(_ channel: any Channel) { self.channel = channel }

  /// Runs one for as long as `body` needs it.
  static func run(_ body: (Collector) async throws -> Void) async throws {
    let holder = Holder()
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(holder))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    let collector = Collector(channel)
    holder.collector.withLock { $0 = collector }
    do { try await body(collector) } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
  }

  /// Where it is.
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  var requests: [Request] { state.withLock { $0.requests } }

  /// All spans that it was sent, whatever it answered.
  func spans() throws -> [Value] {
    try requests.filter { $0.path == "/v1/traces" }.flatMap { try $0.items("resourceSpans", "scopeSpans", "spans") }
  }

  /// What it answers next, once each; after that it takes all.
  func answer(_ answers: Answer...) { state.withLock { $0.answers += answers } }

  fileprivate func take(_ request: Request) -> Answer {
    state.withLock { state in
      state.requests.append(request)
      return state.answers.isEmpty ? Answer() : state.answers.removeFirst()
    }
  }

  private final class Holder: Sendable {
    let collector = Mutex<Collector?>(nil)
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let holder: Holder
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ holder: Holder) { self.holder = holder }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, [])
      case .body(let part): body += part.readableBytesView
      case .end:
        guard let head, let collector = holder.collector.withLock({ $0 }) else { return context.close(promise: nil) }
        let answer = collector.take(Request(path: head.uri, headers: head.headers, body: body))
        var headers = answer.headers
        headers.replaceOrAdd(name: "content-type", value: "application/json")
        headers.replaceOrAdd(name: "content-length", value: "\(answer.body.utf8.count)")
        let response = HTTPResponseHead(
          version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
