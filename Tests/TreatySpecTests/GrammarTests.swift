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

  @Test("versions are ordered by semver.org §11")
  func order() throws {
    let texts = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
      "1.0.1", "1.2", "10.0",
    ]
    let versions = try texts.map { try #require(Version($0)) }
    for (first, second) in zip(versions, versions.dropFirst()) { #expect(first < second) }
    #expect(Version("5") == Version("5.0.0"))
  }

  @Test("what is no version", arguments: ["", "v1", "1.", ".1", "1..2", "1.2.3.4.5", "1.0.0-", "a.b.c"])
  func noVersion(_ text: String) { #expect(Version(text) == nil) }

  @Test(
    "version ranges",
    arguments: [
      (">=5.0 <7", "5.0.3", true), (">=5.0 <7", "7.0", false), (">=5.0 <7", "4.9.9", false), ("=1.2", "1.2.0", true),
    ])
  func range(_ range: String, _ version: String, _ isIn: Bool) throws {
    #expect(try #require(VersionRange(range)).contains(try #require(Version(version))) == isIn)
  }

  @Test("what is no version range", arguments: ["", "5.0", ">= 5.0", "~>1", ">=x"])
  func noRange(_ text: String) { #expect(VersionRange(text) == nil) }

  @Test("sizes", arguments: [("64KiB", 65_536), ("1B", 1), ("2kB", 2_000), ("10MiB", 10_485_760)] as [(String, Int64)])
  func size(_ text: String, _ bytes: Int64) { #expect(SmallGrammar.size(text) == bytes) }

  @Test("shares", arguments: [("99.9%", 0.999), ("0%", 0), ("100%", 1), ("5%", 0.05)])
  func share(_ text: String, _ value: Double) throws {
    #expect(abs(try #require(SmallGrammar.percentage(text)) - value) < 1e-12)
  }

  @Test("a grammar takes its examples, and so does its pattern", arguments: Grammar.all)
  func examples(_ grammar: Grammar) throws {
    let pattern = try Regex(grammar.pattern)
    #expect(!grammar.examples.isEmpty)
    for example in grammar.examples {
      #expect(grammar.accepts(example), "\(example)")
      #expect(example.firstMatch(of: pattern) != nil, "\(example)")
    }
  }

  @Test("a grammar's EBNF names who reads it", arguments: Grammar.all)
  func ebnf(_ grammar: Grammar) throws {
    let text = try String(contentsOf: Golden.repository.appending(path: "grammar/\(grammar.file)"), encoding: .utf8)
    #expect(text.contains("Sources/TreatySpec/Grammar"))
  }

  @Test("every grammar of a key is in the table, and all of them are used")
  func complete() {
    var used: Set<String> = []
    for form in AllOutlines.keys.flatMap({ $0.key.form().parts }) {
      if case .grammar(let grammar, _) = form { used.insert(grammar.name) }
    }
    #expect(used == Set(Grammar.all.map { $0.name }))
  }

  @Test(
    "what looks right and is not is refused",
    arguments: [
      ("size", ["", "KiB", "0KiB", "1.5MiB", "64 KiB", "64K", "9223372036854775807GiB"]),
      ("percentage", ["", "%", "101%", "-1%", "5", "1.%", ".5%", "1.2.3%", "1e1%"]),
      ("date", ["", "2026-13-01", "2026-02-29", "2026-1-1", "26-01-01", "2026-01-01x", "0000-01-01"]),
      ("date range", ["2026-12-24..", "2026-12-26..2026-12-24", "2026-12-24-2026-12-26", "2026-12-24..2026-12-32"]),
      ("local time", ["2026-12-20", "2026-12-20T24:00", "2026-12-20T18", "2026-12-20 18:00", "2026-12-20T18:00Z"]),
      (
        "weekly hours",
        [
          "", "mon", "08:00-18:00", "monday 08:00-18:00", "mon 08:00", "mon 08:00-08:00", "mon 24:00-08:00",
          "mon, 08:00-09:00", "mon sun 08:00-09:00", "mon ,sun 08:00-09:00",
        ]
      ),
      (
        "schedule",
        [
          "", "every", "every 0s", "every 500ms", "every day", "daily", "daily at 24:00", "weekly at 02:00",
          "weekly on sunday at 02:00", "cron * * * *", "cron 60 * * * *", "cron */0 * * * *", "cron 5/2 * * * *",
          "rrule", "rrule BYDAY=MO", "rrule FREQ=SOMETIMES", "rrule FREQ=DAILY;FREQ=DAILY", "banana",
        ]
      ),
      ("direction", ["desk->vendor", "desk -> ", "Desk -> vendor", "desk -> vendor -> desk"]),
      ("path", ["", "hooks", "/a//b", "/../b", "/a?b", "/a b", "/ä"]),
      ("web address", ["", "ftp://a", "https://", "https:///a", "https://a b", "//a"]),
    ] as [(String, [String])])
  func refused(_ name: String, _ texts: [String]) throws {
    let grammar = try #require(Grammar.all.first { $0.name == name })
    for text in texts { #expect(!grammar.accepts(text), "\(text)") }
  }

  @Test(
    "what is unusual and right is taken",
    arguments: [
      ("date", ["2024-02-29", "2000-02-29"]), ("date range", ["2026-12-24..2026-12-24"]),
      ("local time", ["2026-12-20T18:00:59"]),
      ("weekly hours", ["fri-mon 00:00-24:00", "mon,wed-fri 22:00-06:00", "sat, sun 00:00-24:00"]),
      ("schedule", ["weekly on sat, sun at 06:00", "cron */5,30 0-23/2 1 1-12 7", "rrule FREQ=DAILY;COUNT=3"]),
      ("path", ["/", "/a_b.c~d-e/"]),
    ] as [(String, [String])])
  func taken(_ name: String, _ texts: [String]) throws {
    let grammar = try #require(Grammar.all.first { $0.name == name })
    for text in texts { #expect(grammar.accepts(text), "\(text)") }
  }
}
