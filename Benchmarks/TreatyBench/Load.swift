import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What came of one request.
struct Shot: Sendable {
  /// Which request it was, counted from 0.
  let number: Int
  /// When it left and when its answer had come, in nanoseconds of the monotonic clock.
  let sent: UInt64
  let answered: UInt64
  /// Status of the answer; 0 when the connection was closed instead.
  let status: UInt
}

/// Requests over a few connections that are kept alive: each sends its next as soon as the answer to the last is there.
struct Load: Sendable {
  let port: Int
  let path: String
  let headers: [(String, String)]
  let connections: Int
  /// How many requests in all.
  let count: Int
  /// The body of a request by its number.
  let body: @Sendable (Int) -> String

  /// Sends them all.
  func run(on group: MultiThreadedEventLoopGroup) async throws -> [Shot] {
    let ledger = Ledger(count: count)
    let channels = try await withThrowingTaskGroup(of: (any Channel).self) { tasks in
      for _ in 0..<min(connections, count) {
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
  private let state: Mutex<(next: Int, shots: [Shot])>
  private let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex((0, []))
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
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
  private var current: (number: Int, sent: UInt64)?
  private var status: UInt = 0

  init(load: Load, ledger: Ledger) {
    self.load = load
    self.ledger = ledger
  }

  func channelActive(context: ChannelHandlerContext) { shoot(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = head.status.code
    case .body: break
    case .end:
      finish(status)
      shoot(context)
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
      Shot(number: shot.number, sent: shot.sent, answered: NIODeadline.now().uptimeNanoseconds, status: status))
  }

  private func shoot(_ context: ChannelHandlerContext) {
    guard let number = ledger.next() else { return context.close(promise: nil) }
    let body = ByteBuffer(string: load.body(number))
    var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: load.path)
    head.headers.add(name: "host", value: "127.0.0.1:\(load.port)")
    head.headers.add(name: "content-type", value: "application/json")
    head.headers.add(name: "content-length", value: String(body.readableBytes))
    for (name, value) in load.headers { head.headers.add(name: name, value: value) }
    current = (number, NIODeadline.now().uptimeNanoseconds)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
