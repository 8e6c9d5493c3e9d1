import CEL
import Foundation
import Testing
import TreatyDiagnostics

@testable import TreatyHost

@Suite("Who may do what is read with suspicion")
struct AccessListTests {
  private static let digest = String(repeating: "a", count: 64)

  private static func token(_ more: String) -> String {
    #"{"version":1,"users":{},"groups":{},"tokens":[{"name":"ci","roles":["viewer"],"created":"2026-01-01T00:00:00Z",\#(more)}]}"#
  }

  @Test(
    "what it cannot be is refused",
    arguments: [
      ("{}", "is no list of operators"), ("[]", "is no list"), ("", "is no list"),
      (#"{"version":2,"users":{},"groups":{},"tokens":[]}"#, "has version 2"),
      (#"{"version":1,"users":{"a b":["admin"]},"groups":{},"tokens":[]}"#, "a name that cannot be one"),
      (#"{"version":1,"users":{"duty":["god"]},"groups":{},"tokens":[]}"#, "is no list"),
      (token(#""sha256":"00""#), "no SHA-256"),
      (token(#""sha256":"\#(digest)","networks":["10/8"]"#), "a network that is none"),
    ])
  func refused(text: String, why: String) {
    #expect { try AccessList(reading: Data(text.utf8)) } throws: {
      ($0 as? AccessFailure)?.message.contains(why) == true
    }
  }

  @Test("a token is for its networks alone, a single address among them")
  func networks() throws {
    let list = try AccessList(
      reading: Data(Self.token(#""sha256":"\#(Self.digest)","networks":["10.0.0.0/8","2001:db8::1"]"#).utf8))
    let token = try #require(list.tokens.first)
    for (text, isFor) in [("10.1.2.3", true), ("11.1.2.3", false), ("2001:db8::1", true), ("2001:db8::2", false)] {
      #expect(token.isFor(IPAddress(text)) == isFor, "\(text)")
    }
    #expect(!token.isFor(nil))
  }

  @Test("a written list is read as it was")
  func whole() throws {
    let list = try AccessList(
      reading: Data(Self.token(#""sha256":"\#(Self.digest)","expires":"2026-02-01T00:00:00Z""#).utf8))
    #expect(try AccessList(reading: Data(list.text())) == list)
  }

  @Test("the lattice: a viewer is below all, an admin above all, the others beside each other")
  func lattice() {
    for role in Role.allCases {
      #expect(role.includes(.viewer) && Role.admin.includes(role) && role.includes(role))
      #expect(role.includes(.admin) == (role == .admin))
    }
    let middle: [Role] = [.operator, .approver, .auditor]
    for one in middle { for other in middle where one != other { #expect(!one.includes(other)) } }
    #expect(Role.operator.enough == [.operator, .admin])
  }

  @Test("an address has ten failures, and one more every six seconds; of IPv6 it is the network that counts")
  func attempts() {
    let attempts = FailedAttempts()
    let start = ContinuousClock.now
    let address = IPAddress("2001:db8::1")
    for _ in 0..<10 {
      #expect(attempts.wait(address, at: start) == nil)
      attempts.note(address, at: start)
    }
    #expect(attempts.wait(IPAddress("2001:db8::ffff"), at: start) != nil)
    #expect(attempts.wait(IPAddress("2001:db8:0:1::1"), at: start) == nil)
    #expect(attempts.wait(address, at: start + .seconds(5)) != nil)
    #expect(attempts.wait(address, at: start + .seconds(7)) == nil)
    for number in 0..<5_000 { attempts.note(IPAddress("10.0.\(number / 250).\(number % 250)"), at: start) }
    #expect(attempts.wait(IPAddress("10.0.0.1"), at: start) == nil)
  }

  @Test(
    "an admin address that others could listen in on is refused",
    arguments: ["0.0.0.0", "10.0.0.5", "::", "[::]", "treaty.example.com"])
  func exposed(address: String) {
    #expect(throws: HostProcess.Failure.self) { try AdminAddress(address: address, port: 1, tls: nil) }
  }

  @Test("one on this machine alone needs no TLS", arguments: ["127.0.0.1", "localhost", "::1", "[::1]"])
  func local(address: String) throws { _ = try AdminAddress(address: address, port: 1, tls: nil) }

  @Test(
    "a token is not shown to a network",
    arguments: [
      ("http://10.0.0.1:1", false), ("https://10.0.0.1:1", true), ("http://127.0.0.1:1", true),
      ("http://[::1]:1", true),
      ("https://a.example/path", false), ("ftp://a.example", false), ("https://user@a.example", false), ("", false),
    ])
  func client(text: String, isFine: Bool) { #expect(((try? HostAddress(text)) != nil) == isFine) }
}
