import Foundation
import NIOSSL
import Testing

@testable import TreatyConnect

@Suite("A mail goes out as it was meant, or not at all")
struct MailTests {
  private func message(_ subject: String = "[acme/desk] desk does not do its work", text: String = "What  ever\n")
    -> MailMessage
  {
    MailMessage(
      from: "Treaty at Acmé <treaty@example.org>", to: "ops@example.org", subject: subject, text: text,
      key: "treaty.17.1.1795428000000", milliseconds: 1_795_428_000_000)
  }

  private func lines(_ message: MailMessage) -> [String] {
    String(decoding: message.wire(), as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test("headers are ASCII, and what is not is encoded; date and id are there, and the id is the same each time")
  func headers() {
    let wire = lines(message("Störung: 100 % der Meldungen kommen nicht an, und zwar schon seit geraumer Zeit ⚠️"))
    #expect(wire.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } && $0.utf8.count <= 78 })
    #expect(wire.contains("Date: Mon, 23 Nov 2026 10:00:00 +0000"))
    #expect(wire.contains("Message-ID: <treaty.17.1.1795428000000@example.org>"))
    #expect(wire.contains("From: =?utf-8?B?VHJlYXR5IGF0IEFjbcOp?= <treaty@example.org>"))
    #expect(wire.contains { $0.hasPrefix("Subject: =?utf-8?B?") })
  }

  @Test(
    "nothing that is put into a header ends it",
    arguments: ["a\r\nBcc: eve@example.org", "a\nX: y", "a\rX: y", "a\u{0}b"])
  func injection(_ subject: String) {
    let head = lines(message(subject)).prefix { !$0.isEmpty }
    #expect(head.count == 9, "\(head)")
    #expect(head.allSatisfy { $0.contains(": ") })
  }

  @Test(
    "what is no address goes into no command",
    arguments: [
      ("ops@example.org", "ops@example.org"), ("Ops <ops@example.org>", "ops@example.org"),
      ("ops@example.org>\r\nRCPT TO:<eve@example.org", nil), ("a b@example.org", nil), ("ops", nil),
      ("<ops@example.org> SIZE=1", nil), ("a@b@c", nil), ("ö@example.org", nil), ("", nil),
    ] as [(String, String?)])
  func addresses(_ text: String, _ address: String?) { #expect(MailMessage.address(in: text) == address) }

  @Test("the text comes through as it was, however long its lines and whatever they begin with")
  func body() throws {
    let text = ".\n..dots\n" + String(repeating: "Überlang ", count: 200) + "\n"
    let wire = lines(message(text: text))
    let start = try #require(wire.firstIndex(of: ""))
    let decoded = try #require(Data(base64Encoded: wire[(start + 1)...].joined()))
    #expect(String(decoding: decoded, as: UTF8.self) == text.replacing("\n", with: "\r\n"))
  }

  @Test("lines that begin with a dot begin with two on the wire")
  func dots() {
    #expect(
      String(decoding: MailMessage.stuffed(Array(".a\r\nb.\r\n.\r\n".utf8)), as: UTF8.self) == "..a\r\nb.\r\n..\r\n")
  }
}

@Suite("A mail server is spoken to as RFC 5321 has it")
struct MailServerTests {
  private let message = MailMessage(
    from: "treaty@example.org", to: "ops@example.org", subject: "s", text: "t", key: "k", milliseconds: 0)

  private func server(
    _ port: Int, _ protection: MailServer.Protection = .none, login: (String, Secret)? = nil,
    timeout: Duration = .seconds(5)
  ) -> MailServer {
    MailServer(
      host: "127.0.0.1", port: port, protection: protection, login: login.map { ($0.0, $0.1) }, timeout: timeout)
  }

  private func failure(_ server: MailServer) async -> TransportFailure? {
    do throws(TransportFailure) {
      try await server.send(message)
      return nil
    } catch { return error }
  }

  /// A server that says what a test says after each line that it reads.
  private func scripted(_ answers: [(String, String?)], greeting: String = "220 hello\r\n") throws -> RawServer {
    try RawServer { connection in
      connection.write(greeting)
      while let line = connection.readLine() {
        if line == "." {
          guard let answer = (answers + [(".", "250 taken\r\n")]).first(where: { $0.0 == "." })?.1 else { return }
          connection.write(answer)
        } else if let answer = answers.first(where: { line.hasPrefix($0.0) })?.1 {
          connection.write(answer)
        } else if line == "QUIT" {
          return
        }
      }
    }
  }

  private let usual: [(String, String?)] = [
    ("EHLO", "250-hello\r\n250 AUTH PLAIN LOGIN\r\n"), ("MAIL", "250 ok\r\n"), ("RCPT", "250 ok\r\n"),
    ("DATA", "354 go on\r\n"),
  ]

  @Test("a message is taken, with a login by PLAIN")
  func taken() async throws {
    let raw = try scripted(usual + [("AUTH PLAIN AHVzZXIAcGFzcw==", "235 ok\r\n")])
    #expect(await failure(server(raw.port, login: ("user", Secret("pass")))) == nil)
    let said = raw.lines
    #expect(said.contains("MAIL FROM:<treaty@example.org>"))
    #expect(said.contains("RCPT TO:<ops@example.org>"))
    #expect(said.contains("."))
  }

  @Test("LOGIN is spoken where PLAIN is not, and a refused login says no word of the server's")
  func login() async throws {
    let raw = try scripted([
      ("EHLO", "250-hello\r\n250 AUTH LOGIN\r\n"), ("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"),
      ("dXNlcg==", "334 UGFzc3dvcmQ6\r\n"),
      ("cGFzcw==", "535 pass is wrong\r\n"),
    ])
    let failed = await failure(server(raw.port, login: ("user", Secret("pass"))))
    #expect(failed == TransportFailure(reach: .notSent, cause: "the login was refused: 535"))
  }

  @Test("without STARTTLS nothing is said where it was asked for, no password above all")
  func noTLS() async throws {
    let raw = try scripted(usual)
    let failed = await failure(server(raw.port, .starttls, login: ("user", Secret("pass"))))
    #expect(failed?.cause == "the mail server offers no STARTTLS")
    #expect(raw.lines.allSatisfy { $0.hasPrefix("EHLO") })
  }

  @Test("what is said between STARTTLS and the handshake ends it")
  func injected() async throws {
    let raw = try scripted([("EHLO", "250-hello\r\n250 STARTTLS\r\n"), ("STARTTLS", "220 go on\r\n250 AUTH PLAIN\r\n")])
    #expect(
      await failure(server(raw.port, .starttls))?.cause == "the mail server spoke between STARTTLS and the handshake")
  }

  @Test("a refused recipient was surely not sent to; a server that dies after the last dot may have taken it")
  func reach() async throws {
    var refused = usual
    refused[2] = ("RCPT", "550 no such user\r\n")
    let raw = try scripted(refused)
    #expect(
      await failure(server(raw.port))
        == TransportFailure(reach: .notSent, cause: "the recipient was refused: 550 no such user"))
    let dying = try scripted(usual + [(".", nil)])
    #expect(await failure(server(dying.port))?.reach == .mayHaveArrived)
  }

  @Test("one that does not answer is given up in time")
  func silent() async throws {
    let raw = try RawServer { connection in while connection.readLine() != nil {} }
    #expect(await failure(server(raw.port, timeout: .milliseconds(200))) != nil)
  }

  @Test("nobody there was surely not sent to")
  func nobody() async throws { #expect(await failure(server(1))?.reach == .notSent) }
}
