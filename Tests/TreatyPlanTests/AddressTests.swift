import Testing
import TreatyPlan

@Suite("Addresses, literals and marks")
struct AddressTests {
  @Test(
    "addresses",
    arguments: [
      ("https://desk.example.com", "https://desk.example.com:443", ""),
      ("http://127.0.0.1:18010/rt/", "http://127.0.0.1:18010", "/rt"),
      ("HTTP://Desk:8080/A", "http://desk:8080", "/A"), ("http://[::1]:80/x", "http://[::1]:80", "/x"),
    ])
  func address(_ text: String, _ origin: String, _ path: String) throws {
    let url = try #require(PlannedURL(text))
    #expect(url.origin == origin)
    #expect(url.path == path)
  }

  @Test(
    "what is no address",
    arguments: [
      "", "desk", "ftp://desk", "http://", "http://a b", "http://user@host", "http://host?x=1", "http://host#f",
      "http://host:0", "http://host:99999", "http://host:x", "http://[::1",
      "http://a:b:c", "file:///etc/passwd", "http://h\r\nX: y",
    ])
  func noAddress(_ text: String) { #expect(PlannedURL(text) == nil) }

  @Test(
    "which addresses are this machine's",
    arguments: [
      ("http://127.0.0.1", true), ("http://127.9.9.9", true), ("http://localhost", true), ("http://[::1]", true),
      ("http://127.0.0.1.example.com", false), ("http://10.0.0.1", false),
    ])
  func loopback(_ text: String, _ isLoopback: Bool) throws {
    #expect(try #require(PlannedURL(text)).isLoopback == isLoopback)
  }

  @Test(
    "a text cannot end the literal that it stands in",
    arguments: [
      ("plain", "'plain'"), ("it's", #"'it\'s'"#), (#"back\slash"#, #"'back\\slash'"#),
      ("' OR id > 0 OR '", #"'\' OR id > 0 OR \''"#), (#"\' OR 1"#, #"'\\\' OR 1'"#),
    ])
  func literal(_ text: String, _ literal: String) {
    #expect(Quoting(name: "q", quote: "'", escape: "\\").literal(text) == literal)
  }

  @Test("a quote may also be escaped by itself")
  func doubled() { #expect(Quoting(name: "q", quote: "'", escape: "'").literal("it's") == "'it''s'") }

  @Test("a mark is the same for one key, and another for any other")
  func marks() {
    let mark = Digest.mark(package: "a/b", flow: "f", target: "s.r", identity: "1")
    #expect(mark == Digest.mark(package: "a/b", flow: "f", target: "s.r", identity: "1"))
    #expect(mark.count == 31)
    let others = [
      ("a/b", "f", "s.r", "2"), ("a/b", "fs", ".r", "1"), ("a/bf", "", "s.r", "1"), ("a/b", "f", "s.r1", ""),
    ]
    for (package, flow, target, identity) in others {
      #expect(mark != Digest.mark(package: package, flow: flow, target: target, identity: identity))
    }
  }

  @Test("SHA-256 of FIPS 180-4's example")
  func digest() {
    #expect(Digest.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
