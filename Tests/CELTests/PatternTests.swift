import Foundation
import Testing

@testable import CEL

@Suite("Patterns mean what RE2 says, in linear time")
struct PatternTests {
  @Test(
    "what is found and what is not",
    arguments: [
      ("^.$", "e\u{301}", false), ("^..$", "e\u{301}", true), ("a$", "a\n", false), ("(?m)a$", "a\n", true),
      (".", "\n", false), ("(?s).", "\n", true), (#"\d"#, "٣", false), (#"\w"#, "é", false),
      ("(?i)K", "\u{212A}", true),
      ("(?i)straße", "STRAßE", true), ("(?i)[k-m]", "\u{212A}", true), (#"\bfoo\b"#, "a foo b", true),
      (#"\bfoo\b"#, "afoo", false),
      ("[[:alpha:]]+$", "12", false), (#"\pL"#, "é", true), (#"\PL"#, "é", false), (#"\p{Lu}"#, "É", true),
      ("a{2,3}$", "a", false),
      ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false), (#"\Qa.b\E"#, "axb", false), (#"\Qa.b\E"#, "a.b", true),
      ("", "", true),
      ("x*", "", true), ("(?P<n>a)b", "ab", true), ("(?<n>a)b", "ab", true), (#"\x{1F600}"#, "😀", true),
      ("[^a]", "a", false),
      ("[]a]", "]", true), ("[^]a]", "]", false), ("[a-]", "-", true), ("a|b|", "", true), ("a{,2}", "a{,2}", true),
      (#"[\d-z]"#, "-", true), (#"\C"#, "", false),
    ])
  func found(_ pattern: String, _ text: String, _ isFound: Bool) {
    // `\C` is one byte in RE2, which no text of code points has: it is refused.
    let compiled = try? Pattern(Text(pattern))
    #expect((compiled?.isFound(in: Text(text)) ?? false) == isFound)
  }

  @Test(
    "what is not in RE2 is refused, with the reason",
    arguments: [
      (#"(a)\1"#, "back-reference"), ("(?=a)", "look-around"), ("(?!a)", "look-around"), ("(?<=a)", "look-around"),
      ("(?<!a)", "look-around"),
      ("a**", "repeated"), ("a{1001}", "1000"), ("a{2,1}", "greater"), ("(", "partner"), (")", "partner"),
      ("[a", "partner"), ("*", "before"),
      ("[b-a]", "backwards"), (#"\"#, "backslash"), (#"\Z"#, "escape"), ("(?z)", "unknown"),
      ("((a{1000}){1000}){1000}", "large"),
      (#"\p{Greek"#, "closed"), ("[[:what:]]", "set"),
    ])
  func refused(_ pattern: String, _ reason: String) {
    #expect {
      _ = try Pattern(Text(pattern))
    } throws: { ($0 as? Pattern.Failure)?.message.contains(reason) == true }
  }

  @Test(
    "no pattern is slow on any text",
    arguments: ["^(a+)+$", "(a|aa)*b", "(a*)*b", "(.*)(.*)(.*)(.*)x", "(a?){100}a{100}b", "(a{0,30}){0,30}b"])
  func linear(_ pattern: String) throws {
    let text = Text(String(repeating: "a", count: 2000) + "!")
    let clock = ContinuousClock()
    let compiled = try Pattern(Text(pattern))
    let taken = clock.measure { _ = compiled.isFound(in: text) }
    // Backtracking would take longer than the universe has; the bound is wide, for slow machines and unoptimised builds.
    #expect(taken < .seconds(20))
  }

  @Test("nesting is bounded") func depth() {
    let pattern = String(repeating: "(", count: 100_000) + String(repeating: ")", count: 100_000)
    #expect(throws: Pattern.Failure.self) { _ = try Pattern(Text(pattern)) }
  }

  @Test(
    "the tests of another engine that is linear",
    .enabled(if: TestData.isPresent(TestData.suites), "no data in \(TestData.suites.path)"))
  func suite() throws {
    var wrong: [String] = []
    var count = 0
    for line in try TestData.lines(TestData.suites.appendingPathComponent("regex-suite/cases.jsonl")) {
      let test = try Value(json: line)
      guard let (pattern, text, isFound) = PatternTests.applicable(test) else { continue }
      count += 1
      let name = "\(test["file"]?.asString ?? "")/\(test["name"]?.asString ?? "")"
      do {
        if try Pattern(Text(pattern)).isFound(in: Text(text)) != isFound {
          wrong.append("\(name): \(pattern) on \(text)")
        }
      } catch { wrong.append("\(name): \(pattern) is refused: \(error)") }
    }
    #expect(count > 400)
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  /// The cases that ask whether a pattern is found in a text, by the rules that RE2 shares.
  private static func applicable(_ test: Value) -> (pattern: String, text: String, isFound: Bool)? {
    guard let pattern = test["regex"]?.asString, let text = test["haystack"]?.asString,
      let matches = test["matches"]?.asList,
      test["unescape"]?.asBool != true, test["bounds"] == nil, test["line-terminator"] == nil, test["compiles"] == nil,
      let file = test["file"]?.asString,
      !["crlf", "line-terminator", "word-boundary-special", "unicode", "bytes", "utf8", "regex-lite"].contains(file)
    else { return nil }
    // Unicode's \d, \w, \s and \b, switching Unicode off, and class algebra are another engine's.
    let isUnicode = test["unicode"]?.asBool != false
    let ownSyntax = [
      "-u)", "-u:", "u:", "(?u", "(?su", "(?x", "{1,2500}", "(?R", "&&", "--", "~~", #"\b{"#, #"\u{"#, #"\<"#, #"\>"#,
      #"\U"#,
    ]
    guard !ownSyntax.contains(where: pattern.contains) else { return nil }
    if isUnicode, [#"\d"#, #"\w"#, #"\s"#, #"\b"#, #"\B"#, #"\D"#, #"\W"#, #"\S"#].contains(where: pattern.contains),
      !text.utf8.allSatisfy({ $0 < 0x80 })
    {
      return nil
    }
    var whole = test["anchored"]?.asBool == true ? #"\A(?:\#(pattern))"# : pattern
    if test["case-insensitive"]?.asBool == true { whole = "(?i)\(whole)" }
    return (whole, text, !matches.isEmpty)
  }
}
