import NIOCore

/// What is said to a mail server, and what it answers.
struct MailConversation {
  private var replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private let encrypt: @Sendable () async throws -> Void
  private var buffer: [UInt8] = []
  /// What the server can do, in upper case: `STARTTLS`, `AUTH PLAIN LOGIN`.
  private var abilities: [String] = []

  /// Bytes of an answer beyond which it is none.
  private static let mostReply = 65_536

  /// One answer: its code, and its lines without it.
  struct Reply {
    var code: Int
    var lines: [String]

    var words: String {
      let text = lines.first ?? ""
      let plain = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
      return "\(code) \(String(plain.prefix(200)))"
    }
  }

  init(
    replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, encrypt: @escaping @Sendable () async throws -> Void
  ) {
    self.replies = replies
    self.outbound = outbound
    self.encrypt = encrypt
  }

  /// Greets, turns to TLS, and logs in, as the server is to be spoken to.
  mutating func open(_ server: MailServer) async throws {
    try await expect(220, "greeted")
    try await greet()
    if server.protection == .starttls {
      guard abilities.contains("STARTTLS") else { throw failure("the mail server offers no STARTTLS") }
      try await say("STARTTLS")
      try await expect(220, "STARTTLS")
      // What stands behind the answer came before the handshake, from whoever: RFC 3207 §4.2 forgets it, and we go.
      guard buffer.isEmpty else { throw failure("the mail server spoke between STARTTLS and the handshake") }
      try await encrypt()
      try await greet()
    }
    if let login = server.login { try await logIn(login.user, login.password) }
  }

  /// Hands a message over.
  mutating func deliver(_ wire: [UInt8], from: String, to: String) async throws {
    try await say("MAIL FROM:<\(from)>")
    try await expect(250, "the sender")
    try await say("RCPT TO:<\(to)>")
    let reply = try await reply()
    guard reply.code == 250 || reply.code == 251 else { throw failure("the recipient was refused: \(reply.words)") }
    try await say("DATA")
    try await expect(354, "DATA")
    // The line that ends it is what makes it a message: until it was written nothing has arrived.
    try await write(wire)
    let end: Reply
    do {
      try await write(Array(".\r\n".utf8))
      end = try await self.reply()
    } catch {
      throw TransportFailure(reach: .mayHaveArrived, cause: "the mail server did not say whether it took the message")
    }
    guard end.code == 250 else { throw failure("the message was refused: \(end.words)") }
    // It has the message: how it says good-bye is all the same.
    try? await say("QUIT")
  }

  private mutating func greet() async throws {
    try await say("EHLO \(MailConversation.ownName)")
    let reply = try await reply()
    guard reply.code == 250 else { throw failure("the greeting was refused: \(reply.words)") }
    abilities = reply.lines.dropFirst().map { $0.uppercased() }
  }

  /// A host that has no name in the DNS says its address (RFC 5321 §4.1.4); that would tell others where we are.
  private static let ownName = "[127.0.0.1]"

  private mutating func logIn(_ user: String, _ password: Secret) async throws {
    let words = abilities.first { $0.hasPrefix("AUTH ") || $0.hasPrefix("AUTH=") }.map {
      $0.dropFirst(5).split(separator: " ").map(String.init)
    }
    guard let words else { throw failure("the mail server takes no login here") }
    if words.contains("PLAIN") {
      // RFC 4616.
      let proof = Base64Text.encode([0] + Array(user.utf8) + [0] + Array(password.reveal().utf8))
      try await say("AUTH PLAIN \(proof)")
    } else if words.contains("LOGIN") {
      try await say("AUTH LOGIN")
      try await expect(334, "the login")
      try await say(Base64Text.encode(Array(user.utf8)))
      try await expect(334, "the login")
      try await say(Base64Text.encode(Array(password.reveal().utf8)))
    } else {
      throw failure("the mail server takes no login by PLAIN or LOGIN")
    }
    let reply = try await reply()
    // Its words may repeat what it was told.
    guard reply.code == 235 else { throw failure("the login was refused: \(reply.code)") }
  }

  // MARK: Lines

  private mutating func say(_ line: String) async throws {
    // A line end inside would be another command.
    guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { throw failure("a command would hold a line end") }
    try await write(Array("\(line)\r\n".utf8))
  }

  private func write(_ bytes: [UInt8]) async throws {
    try await outbound.write(ByteBuffer(bytes: bytes))
  }

  private mutating func expect(_ code: Int, _ what: String) async throws {
    let reply = try await reply()
    guard reply.code == code else { throw failure("\(what) was refused: \(reply.words)") }
  }

  private mutating func reply() async throws -> Reply {
    var lines: [String] = []
    while true {
      let line = try await line()
      guard line.utf8.count >= 3, let code = Int(line.prefix(3)) else {
        throw failure("the mail server answered something that is no answer")
      }
      lines.append(String(line.dropFirst(4)))
      if line.utf8.dropFirst(3).first != UInt8(ascii: "-") { return Reply(code: code, lines: lines) }
      guard lines.count < 200 else { throw failure("the mail server's answer does not end") }
    }
  }

  private mutating func line() async throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        var line = buffer[..<end]
        if line.last == 0x0D { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        buffer.removeFirst(end + 1)
        return text
      }
      guard buffer.count < MailConversation.mostReply else { throw failure("the mail server's answer does not end") }
      guard let part = try await replies.next() else { throw failure("the mail server hung up") }
      buffer += part.readableBytesView
    }
  }

  private func failure(_ cause: String) -> TransportFailure { TransportFailure(reach: .notSent, cause: cause) }
}
