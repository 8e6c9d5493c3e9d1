import CEL
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Takes the alerts that a host sends by webhook, and refuses as many as a test says.
final class HookServer: Sendable {
  private struct State {
    var taken: [(path: String, key: String, body: [String: String])] = []
    var refused: [(path: String, key: String)] = []
    var left = 0
  }

  let port: Int
  private let state: Mutex<State>
  private let channel: any Channel

  /// Bodies of what was taken, each field as text.
  var requests: [[String: String]] { state.withLock { $0.taken.map(\.body) } }
  var paths: [String] { state.withLock { $0.taken.map(\.path) } }
  var keys: [String] { state.withLock { $0.taken.map(\.key) } }
  var refused: [String] { state.withLock { $0.refused.map(\.path) } }
  var refusedKeys: [String] { state.withLock { $0.refused.map(\.key) } }

  init() throws {
    let box = Box()
    let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(box))
        }
      }.bind(host: "127.0.0.1", port: 0).wait()
    self.channel = channel
    port = channel.localAddress?.port ?? 0
    state = Mutex(State())
    box.server.withLock { $0 = self }
  }

  deinit { channel.close(promise: nil) }

  /// Refuses the next so many.
  func refuse(_ count: Int) { state.withLock { $0.left = count } }

  fileprivate func take(_ path: String, _ key: String, _ body: [UInt8]) -> HTTPResponseStatus {
    state.withLock { state in
      guard state.left == 0 else {
        state.left -= 1
        state.refused.append((path, key))
        return .serviceUnavailable
      }
      var fields: [String: String] = [:]
      if let value = try? Value(json: body), let map = value.asMap {  // a body that is none has no fields
        for entry in map.entries { fields[entry.key.pieceText?.string ?? ""] = entry.value.pieceText?.string }
      }
      state.taken.append((path, key, fields))
      return .ok
    }
  }

  private final class Box: Sendable {
    let server = Mutex<HookServer?>(nil)
  }

  /// One connection; used by its event loop alone.
  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let box: Box
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ box: Box) { self.box = box }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, [])
      case .body(let part): body += part.readableBytesView
      case .end:
        guard let head, let server = box.server.withLock({ $0 }) else { return }
        let status = server.take(head.uri, head.headers.first(name: "idempotency-key") ?? "", body)
        context.write(
          wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: ["content-length": "0"]))),
          promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
