import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The bare limit of HTTP: the server that Treaty takes webhooks with, as a program that does nothing but answer with what it was sent.
/// Prints its port once it listens, and ends with SIGTERM.
@main
struct BenchEcho {
  static func main() async throws {
    var logger = Logger(label: "echo")
    logger.logLevel = .error
    let application = Application(
      responder: Echo(), server: .http1(configuration: .init(idleTimeout: .seconds(30))),
      configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in
        print(channel.localAddress?.port ?? 0)
        fflush(nil)
      }, logger: logger)
    try await application.runService()
  }
}

private struct Echo: HTTPResponder {
  typealias Context = BasicRequestContext

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let body = try await request.body.collect(upTo: 1 << 20)
    return Response(
      status: .accepted, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
  }
}
