import Foundation
import Testing
import TreatyPlan

@Suite("What must not be read is taken out of what others say, in whatever form they repeat it")
struct HiddenTextsTests {
  private static let secret = #"pass "wörd"/<&> of two+"#

  private func hidden(_ text: String) -> String { HiddenTexts([Array(Self.secret.utf8)]).hide(in: text) }

  @Test("as it is, and in capitals")
  func plain() {
    #expect(hidden("say \(Self.secret)!") == "say ***!")
    #expect(
      HiddenTexts([Array("Bob.Bloggs@example.org".utf8)]).hide(in: "no BOB.bloggs@EXAMPLE.ORG here") == "no *** here")
  }

  @Test("in a URL, with the space as %20 or +, and hex digits in either case")
  func url() {
    let form = "pass%20%22w%C3%B6rd%22%2F%3C%26%3E%20of%20two%2B"
    #expect(hidden("?q=\(form)&b") == "?q=***&b")
    #expect(hidden(form.lowercased()) == "***")
    #expect(hidden(form.replacing("%20", with: "+")) == "***")
  }

  @Test("in JSON, with few escapes or all")
  func json() throws {
    let some = try JSONEncoder().encode([Self.secret])
    #expect(hidden(String(decoding: some, as: UTF8.self)).contains("wörd") == false)
    #expect(hidden(#"["pass \"wörd\"/<&> of two+"]"#) == #"["***"]"#)
    #expect(hidden(#"["pass \"w\u00F6rd\"\/<&> of two+"]"#) == #"["***"]"#)
  }

  @Test("in HTML")
  func html() { #expect(hidden("<p>pass &quot;wörd&quot;/&lt;&amp;&gt; of two+</p>") == "<p>***</p>") }

  @Test("within base64 of something longer, wherever it stands, in both alphabets", arguments: 0..<6)
  func base64(offset: Int) {
    let text = Data((String(repeating: "u", count: offset) + Self.secret + "end").utf8).base64EncodedString()
    for form in [text, text.replacing("+", with: "-").replacing("/", with: "_")] {
      let shown = hidden("Basic \(form)")
      #expect(shown.contains("***"))
      // What is left of it are its neighbours, and a few bits.
      #expect(shown.count <= "Basic ***".count + (offset + 3) * 4 / 3 + 8)
    }
  }

  @Test("what is short is a word of its own, in no other form")
  func short() {
    let texts = HiddenTexts([Array("abc".utf8)])
    #expect(texts.hide(in: "abc abcd xabc ABC, YWJj") == "*** abcd xabc ***, YWJj")
  }

  @Test("the beginning of one where something was cut off is known as that, in every form")
  func beginning() {
    let texts = HiddenTexts([Array(Self.secret.utf8), Array("word".utf8)])
    for (tail, count) in [
      ("pass \"w", 7), ("x PASS%20%22W%C3", 14), ("pas", 3), ("pass x", 0), ("x wor", 3), ("swor", 3), ("none", 0),
      ("", 0),
    ] { #expect(texts.beginning(atEndOf: tail.utf8) == count, "\(tail)") }
    #expect(HiddenTexts([]).beginning(atEndOf: "pass".utf8) == 0)
    #expect(HiddenTexts([[0x61]]).beginning(atEndOf: "a".utf8) == 0)
  }
}
