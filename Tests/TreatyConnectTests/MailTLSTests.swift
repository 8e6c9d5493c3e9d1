import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing
import TreatyConnect

@Suite(
  "Mail over TLS: what is said is said to a server that has proved who it is", .enabled(if: TestCertificate.canBeMade))
struct MailTLSTests {
  private let message = MailMessage(
    from: "treaty@example.org", to: "ops@example.org", subject: "s", text: "t", key: "k", milliseconds: 0)

  private func failure(_ port: Int, _ protection: MailServer.Protection, trust: ConnectionTrust) async
    -> TransportFailure?
  {
    let server = MailServer(
      host: "127.0.0.1", port: port, protection: protection, login: ("user", Secret("pass")), timeout: .seconds(5),
      trust: trust)
    do throws(TransportFailure) {
      try await server.send(message)
      return nil
    } catch { return error }
  }

  @Test("a message with a login arrives, all of it behind the handshake", arguments: [true, false])
  func taken(isImplicit: Bool) async throws {
    let certificate = try TestCertificate(hasAuthority: true)
    let server = try await TLSMailServer(certificate, isImplicit: isImplicit)
    let trust = try certificate.trust()
    let failed = await failure(
      server.port, isImplicit ? .implicit : .starttls, trust: trust)
    #expect(failed == nil, "\(failed?.cause ?? "")")
    #expect(server.clear.allSatisfy { $0.hasPrefix("EHLO") || $0 == "STARTTLS" })
    #expect(server.clear.isEmpty == isImplicit)
    #expect(server.secret.first?.hasPrefix("EHLO") == true, "it greets anew: what was said before counts for nothing")
    for line in ["AUTH PLAIN AHVzZXIAcGFzcw==", "MAIL FROM:<treaty@example.org>", "RCPT TO:<ops@example.org>", "."] {
      #expect(server.secret.contains(line))
    }
    try await server.close()
  }

  @Test("one whose authority nobody trusts hears no word of it, and surely has no message", arguments: [true, false])
  func untrusted(isImplicit: Bool) async throws {
    let server = try await TLSMailServer(try TestCertificate(hasAuthority: true), isImplicit: isImplicit)
    let other = try TestCertificate(hasAuthority: true)
    for trust in [ConnectionTrust.usual, try other.trust()] {
      let failed = await failure(server.port, isImplicit ? .implicit : .starttls, trust: trust)
      #expect(failed?.reach == .notSent)
    }
    #expect(server.secret.isEmpty)
    try await server.close()
  }
}

/// A mail server with TLS from the first byte, or from STARTTLS on, that takes everything and keeps the lines that it was told.
private final class TLSMailServer: Sendable {
  private struct Told {
    var clear: [String] = []
    var secret: [String] = []
  }

  private final class Lines: Sendable {
    let told = Mutex(Told())
  }

  private let lines: Lines
  private let channel: any Channel

  var port: Int { channel.localAddress?.port ?? 0 }
  /// Lines before TLS.
  var clear: [String] { lines.told.withLock { $0.clear } }
  /// Lines within it.
  var secret: [String] { lines.told.withLock { $0.secret } }

  init(_ certificate: TestCertificate, isImplicit: Bool) async throws {
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: certificate.chain, privateKey: .privateKey(certificate.key)))
    let lines = Lines()
    self.lines = lines
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if isImplicit { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.addHandler(Conversation(lines, context, isSecret: isImplicit))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async throws { try await channel.close() }

  /// One connection; used by its event loop alone.
  private final class Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let lines: Lines
    private let tls: NIOSSLContext
    private var isSecret: Bool
    private var isText = false
    private var buffer: [UInt8] = []

    init(_ lines: Lines, _ tls: NIOSSLContext, isSecret: Bool) {
      (self.lines, self.tls, self.isSecret) = (lines, tls, isSecret)
    }

    func channelActive(context: ChannelHandlerContext) { say("220 hello", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      buffer += unwrapInboundIn(data).readableBytesView
      while let end = buffer.firstIndex(of: 0x0A) {
        var line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 1)
        if line.hasSuffix("\r") { line.removeLast() }
        take(line, context)
      }
    }

    private func take(_ line: String, _ context: ChannelHandlerContext) {
      lines.told.withLock { if isSecret { $0.secret.append(line) } else { $0.clear.append(line) } }
      if isText {
        guard line == "." else { return }
        isText = false
        return say("250 taken", context)
      }
      switch String(line.prefix(while: { $0 != " " })) {
      case "EHLO": say(isSecret ? "250-hello\r\n250 AUTH PLAIN" : "250-hello\r\n250 STARTTLS", context)
      case "AUTH": say("235 ok", context)
      case "STARTTLS":
        say("220 go on", context)
        isSecret = true
        // The answer has gone out in the clear; what comes next is the handshake.
        do {
          try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        } catch { context.close(promise: nil) }
      case "DATA":
        isText = true
        say("354 go on", context)
      case "QUIT": context.close(promise: nil)
      default: say("250 ok", context)
      }
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }

    // A client that does not trust it hangs up in the handshake.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
