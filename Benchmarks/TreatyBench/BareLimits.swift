import GRDB
import NIOCore
import NIOHTTP1
import NIOPosix

/// What this machine can do at best of the two things that Treaty's speed is made of.
enum BareLimits {
  /// Durable SQLite commits of one small row, one after the other, in a second: WAL, `synchronous=FULL`, as Treaty's store has it.
  static func commitsPerSecond(folder: String, seconds: Double) throws -> Double {
    let queue = try DatabaseQueue(path: folder + "/bare.sqlite")
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
        throw BenchFailure("synchronous is not FULL")
      }
      try database.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    }
    let body = String(repeating: "x", count: 400)
    let clock = ContinuousClock()
    let began = clock.now
    var commits = 0
    while clock.now - began < .seconds(seconds) {
      try queue.write { database in
        try database.cachedStatement(sql: "INSERT INTO row (body) VALUES (?)").execute(arguments: [body])
      }
      commits += 1
    }
    return Double(commits) / (clock.now - began).inSeconds
  }

  /// Starts a server that answers every request with 202 and an empty object, and nothing else.
  static func echo(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Echo())
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }
}

private final class Echo: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let headers: HTTPHeaders = ["content-length": "2", "content-type": "application/json"]
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .accepted, headers: headers))), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{}")))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

extension Duration {
  /// Seconds, with fractions.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
