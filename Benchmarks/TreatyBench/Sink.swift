import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Where events are delivered to: a server that gives each entry a number, and notes when it came.
final class Sink: Sendable {
  private let state: Mutex<State>

  private struct State {
    var first = 0
    var arrivals: [UInt64] = []
    var arrived = 0
    var twice = 0
    /// All that was ever made, also of numbers that nobody waits for.
    var made = 0
  }

  init() { state = Mutex(State()) }

  /// Waits for other entries from now on: those of these numbers.
  func expect(_ numbers: Range<Int>) {
    state.withLock { state in
      state.first = numbers.lowerBound
      state.arrivals = [UInt64](repeating: 0, count: numbers.count)
      (state.arrived, state.twice) = (0, 0)
    }
  }

  /// Takes an entry.
  /// - Returns: its number here.
  fileprivate func take(_ body: ByteBuffer) -> Int {
    let number = Sink.number(in: body)
    let now = NIODeadline.now().uptimeNanoseconds
    return state.withLock { state in
      state.made += 1
      if let number, state.arrivals.indices.contains(number - state.first) {
        if state.arrivals[number - state.first] == 0 { state.arrived += 1 } else { state.twice += 1 }
        state.arrivals[number - state.first] = now
      }
      return state.made
    }
  }

  /// The digits behind `sensor-`.
  private static func number(in body: ByteBuffer) -> Int? {
    body.readableBytesView.withUnsafeBytes { bytes in
      guard let dash = bytes.firstIndex(of: UInt8(ascii: "-")) else { return nil }
      var number = 0
      for byte in bytes[(dash + 1)...] {
        guard (0x30...0x39).contains(byte) else { break }
        number = number * 10 + Int(byte - 0x30)
      }
      return number
    }
  }

  /// When each of the expected came, in nanoseconds of the monotonic clock, 0 where it did not; and how many came twice.
  var outcome: (arrivals: [UInt64], twice: Int) { state.withLock { ($0.arrivals, $0.twice) } }
  /// How many of the expected have come.
  var arrived: Int { state.withLock { $0.arrived } }
  /// How many entries have come at all.
  var made: Int { state.withLock { $0.made } }

  /// Waits until so many of the expected have come, or none has come for a while.
  func wait(for count: Int) async throws {
    var (seen, since) = (-1, ContinuousClock.now)
    while arrived < count {
      if arrived != seen { (seen, since) = (arrived, .now) }
      if ContinuousClock.now - since > .seconds(15) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Begins to listen.
  func listen(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Entrance(sink: self))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }
}

private final class Entrance: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let sink: Sink
  private var method = HTTPMethod.GET
  private var body = ByteBuffer()

  init(sink: Sink) { self.sink = sink }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      method = head.method
      body.clear()
    case .body(var part): body.writeBuffer(&part)
    case .end:
      let isEntry = method == .POST
      let reply = ByteBuffer(string: isEntry ? #"{"id":\#(sink.take(body))}"# : "{}")
      let headers: HTTPHeaders = [
        "content-length": "\(method == .HEAD ? 0 : reply.readableBytes)", "content-type": "application/json",
      ]
      let head = HTTPResponseHead(version: .http1_1, status: isEntry ? .created : .ok, headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      if method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(reply))), promise: nil) }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
