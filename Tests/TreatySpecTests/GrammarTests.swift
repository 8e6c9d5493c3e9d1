import Foundation
import Testing
import TreatyTestSupport

@testable import TreatySpec

@Suite("The small grammars")
struct GrammarTests {
  @Test(
    "durations",
    arguments: [
      ("90s", 90_000), ("500ms", 500), ("1h30m", 5_400_000), ("30d", 2_592_000_000), ("1d2h3m4s5ms", 93_784_005),
    ] as [(String, Int64)])
  func duration(_ text: String, _ milliseconds: Int64) {
    #expect(SmallGrammar.duration(text) == milliseconds)
    #expect(SmallGrammar.duration(SmallGrammar.words(milliseconds)) == milliseconds)
  }

  @Test(
    "what is no duration",
    arguments: [
      "", "5", "5x", "m5", "5m5h", "1h1h", "-5s", "1.5h", "5 s", "99999999999999999999d", "9223372036854775807d",
    ])
  func noDuration(_ text: String) { #expect(SmallGrammar.duration(text) == nil) }

  @Test("rates", arguments: [("20/s", 20.0), ("600/min", 10), ("3600/h", 1), ("86400/d", 1)])
  func rate(_ text: String, _ perSecond: Double) { #expect(SmallGrammar.rate(text) == perSecond) }

  @Test("what is no rate", arguments: ["", "20", "20/", "/s", "0/s", "-1/s", "20/day", "1.5/s", "20/s/s"])
  func noRate(_ text: String) { #expect(SmallGrammar.rate(text) == nil) }

  @Test("names are kebab-case", arguments: ["a", "service-desk", "rt5", "a-1"])
  func name(_ text: String) { #expect(SmallGrammar.isName(text)) }

  @Test(
    "what is no name",
    arguments: ["", "A", "service_desk", "-a", "a-", "a--b", "1a", "é", "a b", String(repeating: "a", count: 101)])
  func noName(_ text: String) { #expect(!SmallGrammar.isName(text)) }

  @Test("what is no version", arguments: ["", "v1", "1.", ".1", "1..2", "1.2.3.4.5", "1.0.0-", "a.b.c"])
  func noVersion(_ text: String) { #expect(Version(text) == nil) }

  @Test("what is no version range", arguments: ["", "5.0", ">= 5.0", "~>1", ">=x"])
  func noRange(_ text: String) { #expect(VersionRange(text) == nil) }

  @Test("every grammar of a key is in the reference")
  func complete() {
    for form in AllOutlines.keys.flatMap({ $0.key.form().parts }) {
      if case .grammar(let grammar, _) = form { #expect(SmallGrammar.all.contains(grammar)) }
    }
  }
}
