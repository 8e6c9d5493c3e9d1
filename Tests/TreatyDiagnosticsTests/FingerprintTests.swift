import Testing
import TreatyDiagnostics

@Suite("A finding keeps its fingerprint until what is wrong changes")
struct FingerprintTests {
  private static let text = "flows:\n  a:\n    retry: patient\n  b:\n    retry: patient\n"

  /// The fingerprints of findings about each `word` of a text.
  private func fingerprints(
    _ text: String = Self.text, file: String = "a.yaml", word: String = "retry: patient", message: String = "m",
    path: String? = nil, code: DiagnosticCode = .retriedUnsafeCreate
  ) -> [Fingerprint] {
    var sources = Sources()
    let bytes = Array(text.utf8)
    let id = sources.add(path: file, bytes: bytes)
    var findings = Findings()
    for start in bytes.indices where bytes[start...].starts(with: word.utf8) {
      findings.add(
        Diagnostic(
          code: code, severity: .error, message: message,
          primary: Label(span: Span(file: id, range: start..<start + word.utf8.count)), path: path))
    }
    return findings.listed(in: sources).map { $0.fingerprint }
  }

  @Test("the same on every machine: FNV-1a, written down once")
  func known() {
    #expect(fingerprints().map { "\($0)" } == ["ecf060354d707b8b", "cdf5992c4281316a"])
  }

  @Test("lines that move, messages that are reworded and other findings change nothing")
  func kept() {
    #expect(fingerprints("# a comment\n\n" + Self.text) == fingerprints())
    #expect(fingerprints(message: "said in another way") == fingerprints())
    let crlf = Self.text.split(separator: "\n").map { $0 + "\r\n" }.joined()
    #expect(fingerprints(crlf) == fingerprints())
  }

  @Test("a place over several lines may be indented anew")
  func indented() {
    let before = fingerprints("a:\n  b: 1\n  c: 2\n", word: "b: 1\n  c: 2")
    #expect(before.count == 1)
    #expect(before == fingerprints("a:\n      b: 1\n      c:  2\n", word: "b: 1\n      c:  2"))
  }

  @Test("file, code, path and the text that is wrong make it another")
  func another() {
    let all = [
      fingerprints(), fingerprints(file: "b.yaml"), fingerprints(code: .unsettledMark), fingerprints(path: "flows.a"),
      fingerprints(path: "flows.b"), fingerprints("retry: patient!", word: "retry: patient!"),
    ].compactMap { $0.first }
    #expect(Set(all).count == 6)
  }

  @Test("two that are alike differ by their order, and the first stays when the second goes")
  func alike() {
    let both = fingerprints()
    #expect(Set(both).count == 2)
    #expect(fingerprints("flows:\n  a:\n    retry: patient\n") == [both[0]])
  }

  @Test("parts do not run into one another")
  func parts() {
    #expect(fingerprints("ab", file: "x", word: "ab") != fingerprints("b", file: "xa", word: "b"))
    #expect(fingerprints("ab", word: "ab", path: "c") != fingerprints("b", word: "b", path: "ca"))
  }

  @Test("as hex digits, and back", arguments: [0, 1, 0xABC, UInt64.max])
  func hex(_ value: UInt64) {
    let text = Fingerprint(value).description
    #expect(text.count == 16)
    #expect(Fingerprint(hex: text) == Fingerprint(value))
  }

  @Test("what is no fingerprint", arguments: ["", "abc", "+000000000000001", "zzzzzzzzzzzzzzzz", "00000000000000000"])
  func noHex(_ text: String) { #expect(Fingerprint(hex: text) == nil) }
}
