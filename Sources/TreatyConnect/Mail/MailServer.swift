import NIOCore
import NIOPosix
import NIOSSL

/// A mail server that takes messages (RFC 5321), one connection for each.
///
/// Nothing is said in the clear where TLS was asked for: a server that does not offer it is given up, and so is one that says anything between its
/// answer to STARTTLS and the handshake (CVE-2011-0411).
public struct MailServer: Sendable {
  /// How the connection is protected.
  public enum Protection: Hashable, Sendable {
    /// Turns to TLS before anything is said (RFC 3207).
    case starttls
    /// TLS from the first byte (RFC 8314).
    case implicit
    /// In the clear.
    case none
  }

  /// Host.
  public var host: String
  /// Port.
  public var port: Int
  /// How the connection is protected.
  public var protection: Protection
  /// User and password; `nil` shows none.
  public var login: (user: String, password: Secret)?
  /// How long sending may take as a whole.
  public var timeout: Duration
  /// How TLS is, where there is any.
  public var trust: ConnectionTrust

  /// A server.
  public init(
    host: String, port: Int, protection: Protection, login: (user: String, password: Secret)?, timeout: Duration,
    trust: ConnectionTrust = .usual
  ) {
    self.host = host
    self.port = port
    self.protection = protection
    self.login = login
    self.timeout = timeout
    self.trust = trust
  }

  /// Sends a message.
  /// - Throws: ``TransportFailure``; `reach` says whether it can have been taken: only once its text was sent.
  public func send(_ message: MailMessage) async throws(TransportFailure) {
    guard let from = MailMessage.address(in: message.from) else { throw .notSent("the sender is no mail address") }
    guard let to = MailMessage.address(in: message.to) else { throw .notSent("the recipient is no mail address") }
    let wire = message.wire()
    do {
      let isDone = try await within(timeout) {
        try await connected { conversation in
          try await conversation.open(self)
          try await conversation.deliver(wire, from: from, to: to)
        }
        return true
      }
      if isDone == nil { throw TransportFailure(reach: .mayHaveArrived, cause: "the mail server took too long") }
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      throw TransportFailure(reach: .notSent, cause: "the mail server was not reached: \(CallFailure.words(error))")
    }
  }

  private func connected(_ body: @escaping @Sendable (inout MailConversation) async throws -> Void) async throws {
    let tls = try protection == .none ? nil : trust.context()
    let name = host
    let isImplicit = protection == .implicit
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if isImplicit, let tls {
            try channel.pipeline.syncOperations.addHandler(MailServer.handler(tls, name))
          }
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let plain = channel.channel
    try await channel.executeThenClose { inbound, outbound in
      var conversation = MailConversation(
        replies: inbound.makeAsyncIterator(), outbound: outbound,
        encrypt: {
          guard let tls else { return }
          try await plain.eventLoop.submit {
            try plain.pipeline.syncOperations.addHandler(MailServer.handler(tls, name), position: .first)
          }.get()
        })
      try await body(&conversation)
    }
  }

  private static func handler(_ context: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
    // An address is no name that could be asked for (RFC 6066 §3); it is compared with the certificate all the same.
    do {
      return try NIOSSLClientHandler(context: context, serverHostname: host)
    } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
      return try NIOSSLClientHandler(context: context, serverHostname: nil)
    }
  }
}

extension TransportFailure {
  fileprivate static func notSent(_ cause: String) -> TransportFailure {
    TransportFailure(reach: .notSent, cause: cause)
  }
}
