import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing
import TreatyConnect
import TreatyPlan

@Suite("Nothing is said to a system that cannot prove who it is")
struct TLSTests {
  @Test("a certificate of nobody's is refused, and surely nothing was sent", .enabled(if: TestCertificate.canBeMade))
  func selfSigned() async throws {
    let certificate = try TestCertificate()
    let server = try await TLSServer(certificate)
    let base = try Calling.base(server.port, scheme: "https")
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure?.reach == .notSent)
    #expect(failure?.cause.contains("signed by no authority that is trusted") == true, "\(failure?.cause ?? "")")
    #expect(server.bytes == 0)
    try await server.close()
  }

  @Test(
    "an authority of the house is trusted by calls that are to, and by no others over the same transport",
    .enabled(if: TestCertificate.canBeMade))
  func authority() async throws {
    let certificate = try TestCertificate(hasAuthority: true)
    let (trust, other) = (try certificate.trust(), try TestCertificate(hasAuthority: true).trust())
    let server = try await TLSServer(certificate)
    let base = try Calling.base(server.port, scheme: "https")
    try await Calling.with([base]) { transport in
      // In turn: a connection that was made for one is not used for another.
      for _ in 0..<2 {
        #expect(await Calling.outcome(transport, Calling.call(base, trust: trust)) == .reply(204))
        #expect(await Calling.outcome(transport, Calling.call(base)) == .failure(.notSent))
        #expect(await Calling.outcome(transport, Calling.call(base, trust: other)) == .failure(.notSent))
      }
    }
    try await server.close()
  }

  @Test("a server with an older TLS than is asked for is refused", .enabled(if: TestCertificate.canBeMade))
  func minimum() async throws {
    let certificate = try TestCertificate(hasAuthority: true)
    let server = try await TLSServer(certificate, most: .tlsv12)
    let base = try Calling.base(server.port, scheme: "https")
    let (lenient, strict) = (try certificate.trust(), try certificate.trust(minimum: .v13))
    try await Calling.with([base]) { transport in
      #expect(await Calling.outcome(transport, Calling.call(base, trust: lenient)) == .reply(204))
      let failure = await Calling.failure(transport, Calling.call(base, trust: strict))
      #expect(
        failure
          == TransportFailure(
            reach: .notSent, cause: "TLS could not be agreed on: it has no version of TLS that is new enough"))
    }
    try await server.close()
  }

  @Test("certificates that cannot be read are said to be damaged")
  func damaged() {
    for text in ["", "x", "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n"] {
      #expect(throws: ConnectionTrust.Damage.self) { try ConnectionTrust(PlannedTLS(authorities: text)) }
    }
  }

  @Test("one that speaks no TLS is refused, and surely nothing was sent")
  func plain() async throws {
    let server = try RawServer { $0.write("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n") }
    let base = try Calling.base(server.port, scheme: "https")
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure?.reach == .notSent)
    #expect(failure?.cause.contains("boringssl") == false, "in words for a person: \(failure?.cause ?? "")")
  }

  @Test("one that hangs up in the handshake is given up once, and surely nothing was sent")
  func hangsUp() async throws {
    let server = try RawServer { $0.readPart() }
    let base = try Calling.base(server.port, scheme: "https")
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure?.reach == .notSent, "\(failure?.cause ?? "")")
    #expect(server.connections == 1)
  }

  @Test(
    "a reset in the handshake looks like one in the middle of a call: who cannot tell says that it may have arrived")
  func resets() async throws {
    let server = try RawServer {
      $0.readPart()
      $0.reset()
    }
    let base = try Calling.base(server.port, scheme: "https")
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure?.reach == .mayHaveArrived, "\(failure?.cause ?? "")")
    #expect(server.connections == 1)
  }
}

/// A TLS server that counts what it is told, and has no more to say to it than that it is well.
private final class TLSServer: Sendable {
  private let told: Counter
  private let channel: any Channel

  var port: Int { channel.localAddress?.port ?? 0 }
  var bytes: Int { told.bytes.withLock { $0 } }

  init(_ certificate: TestCertificate, most: TLSVersion? = nil) async throws {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificate.chain, privateKey: .privateKey(certificate.key))
    configuration.maximumTLSVersion = most
    let context = try NIOSSLContext(configuration: configuration)
    let told = Counter()
    self.told = told
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: context), Reader(told: told))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async throws { try await channel.close() }

  private final class Counter: Sendable {
    let bytes = Mutex(0)
  }

  private final class Reader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    let told: Counter

    init(told: Counter) { self.told = told }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let count = unwrapInboundIn(data).readableBytes
      told.bytes.withLock { $0 += count }
      context.writeAndFlush(
        wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n")), promise: nil)
    }

    // A client that hangs up is what the test is about.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
