import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What came of one request.
struct Shot: Sendable {
  /// Which request it was.
  let number: Int
  /// When it was due, or left where none has a time, and when its answer had come, in nanoseconds of the monotonic clock.
  let due: UInt64
  let answered: UInt64
  /// Status of the answer; 0 when the connection was closed instead.
  let status: UInt
}

/// Requests over a few connections that are kept alive.
struct Load: Sendable {
  /// When they are sent.
  enum Pace: Sendable {
    /// Each connection sends its next as soon as the answer to the last is there: as fast as it goes.
    case closed
    /// So many a second, whatever becomes of them. One that finds no connection free leaves later; its time counts from when it was due.
    case open(perSecond: Double)
  }

  let port: Int
  let path: String
  let headers: [(String, String)]
  let connections: Int
  /// Numbers of the requests.
  let numbers: Range<Int>
  var pace = Pace.closed
  /// What ends it before its last number.
  var end: Signal?

  /// The body of a request: a reading with a text of 256 bytes.
  static func body(_ number: Int) -> String {
    #"{"sensor":"sensor-\#(number)","value":\#(number),"text":"\#(text)"}"#
  }
  private static let text = String(repeating: "All is well in the hall. 20.5 C.", count: 8)

  /// Sends them all.
  func run(on group: MultiThreadedEventLoopGroup) async throws -> [Shot] {
    let ledger = Ledger(numbers, pace, end)
    let channels = try await withThrowingTaskGroup(of: (any Channel).self) { tasks in
      for _ in 0..<min(connections, numbers.count) {
        tasks.addTask {
          try await ClientBootstrap(group: group)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
              channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(Shooter(load: self, ledger: ledger))
              }
            }
            .connect(host: "127.0.0.1", port: port).get()
        }
      }
      return try await tasks.reduce(into: []) { $0.append($1) }
    }
    for channel in channels { try await channel.closeFuture.get() }
    return ledger.shots()
  }
}

/// Hands out the numbers of requests and keeps what came of them.
private final class Ledger: Sendable {
  private let state: Mutex<(next: Int, began: UInt64?, shots: [Shot])>
  private let numbers: Range<Int>
  private let pace: Load.Pace
  private let end: Signal?

  init(_ numbers: Range<Int>, _ pace: Load.Pace, _ end: Signal?) {
    self.numbers = numbers
    self.pace = pace
    self.end = end
    state = Mutex((numbers.lowerBound, nil, []))
  }

  /// The next request, and when it is due.
  func next() -> (number: Int, due: UInt64)? {
    let now = NIODeadline.now().uptimeNanoseconds
    return state.withLock { state in
      guard state.next < numbers.upperBound, end?.isSet != true else { return nil }
      defer { state.next += 1 }
      let began = state.began ?? now
      state.began = began
      switch pace {
      case .closed: return (state.next, now)
      case .open(let rate): return (state.next, began + UInt64(Double(state.next - numbers.lowerBound) / rate * 1e9))
      }
    }
  }

  func keep(_ shot: Shot) { state.withLock { $0.shots.append(shot) } }

  func shots() -> [Shot] { state.withLock { $0.shots } }
}

/// One connection's part of a load.
private final class Shooter: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let load: Load
  private let ledger: Ledger
  private var current: (number: Int, due: UInt64)?
  private var status: UInt = 0

  init(load: Load, ledger: Ledger) {
    self.load = load
    self.ledger = ledger
  }

  func channelActive(context: ChannelHandlerContext) { next(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = head.status.code
    case .body: break
    case .end:
      finish(status)
      next(context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(0)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func finish(_ status: UInt) {
    guard let shot = current else { return }
    current = nil
    ledger.keep(
      Shot(number: shot.number, due: shot.due, answered: NIODeadline.now().uptimeNanoseconds, status: status))
  }

  private func next(_ context: ChannelHandlerContext) {
    guard let next = ledger.next() else { return context.close(promise: nil) }
    guard next.due > NIODeadline.now().uptimeNanoseconds else { return shoot(next, context) }
    _ = context.eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(next.due)) {
      self.shoot(next, context)
    }
  }

  private func shoot(_ shot: (number: Int, due: UInt64), _ context: ChannelHandlerContext) {
    let body = ByteBuffer(string: Load.body(shot.number))
    var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: load.path)
    head.headers.add(name: "host", value: "127.0.0.1:\(load.port)")
    head.headers.add(name: "content-type", value: "application/json")
    head.headers.add(name: "content-length", value: String(body.readableBytes))
    for (name, value) in load.headers { head.headers.add(name: name, value: value) }
    current = shot
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
