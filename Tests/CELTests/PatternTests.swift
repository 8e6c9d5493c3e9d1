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
      (#"[\d-z]"#, "-", true), (#"\C"#, "", false), (#"\Q\C\E"#, #"\C"#, true), (#"\\C"#, #"\C"#, true),
      (#"[\\C]"#, "C", true), (#"[]\]C]"#, "C", true), (#"\Qa\Q\E\C"#, "aQ", false),
      (#"^\p{Greek}+$"#, "αβγ", true), (#"\p{Greek}"#, "abc", false), (#"^\p{^Greek}$"#, "a", true),
      (#"^\P{Han}$"#, "漢", false), (#"^[\p{Cyrillic}\d]+$"#, "Жю7", true), (#"^\p{Any}$"#, "\u{10FFFF}", true),
      ("(?i)σ", "ς", true), ("(?i)ς", "Σ", true), ("(?i)ß", "ẞ", true), ("(?i)ß", "ss", false), ("(?i)é", "É", true),
      ("(?i)ſ", "S", true), ("(?i)ж", "Ж", true), ("(?i)[^k]", "\u{212A}", false), ("(?i)i", "İ", false),
      (#"\bé"#, "aé", true), (#"é\b"#, "é", false), (#"\Bé\B"#, "é", true), (#"^\bn"#, "né", true),
      (#"a\z"#, "a\n", false), (#"(?m)^b\b"#, "a\nb c", true), (#"^[[:word:]]+$"#, "a_1", true),
      ("^[[:^digit:]]$", "é", true), (#"\x41\101"#, "AA", true), (#"^\pN$"#, "Ⅷ", true), ("(?U)^a+$", "aa", true),
      ("^😀{2}$", "😀😀", true), ("a\u{0}b", "a\u{0}b", true), ("(?<größe>a)|b", "b", true),
      (#"(?P<a>x)(?<b>y)"#, "xy", true),
      ("[(?<n>]", "?", true), (#"\(?<n>"#, "<n>", true), (#"\Q(?<n>"#, "(?<n>", true),
      ("[[:alpha:](?<n>]b", "<b", true),
      ("a{1000}", "a", false), ("x{2}{", "xx{", true), ("^.$", "\u{2028}", true),
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
      (#"\p{Greek"#, "closed"), ("[[:what:]]", "set"), (#"\p{Klingon}"#, "there is no set"), (#"\pY"#, "category"),
      (#"\p"#, "closed"), (#"\C"#, "code point"), (#"a\C"#, "(?s:.)"), (#"[x](\C)"#, "code point"),
      (#"(?P<n>a)\k<n>"#, "back-reference"), ("(?P=n)", "unknown"), ("(?>a)", "(?:"), ("(?#a)", "comments"),
      ("a++", "repeated"), ("a{3,2}", "{2,3}"), ("a{1,1001}", "1000"), ("a{99999999999}", "1000"),
      ("(a{50}){50}", "large"), ("(?<a-b>x)", "`(?<a-b>`"), ("(?P<a-b>x)", "`(?P<a-b>`"), ("(?<n", "name"),
      (#"\x{110000}"#, "code point"), (#"\u20AC"#, #"\x{20AC}"#), (#"\R"#, #"\r?\n"#), (#"[\b]"#, "between"),
      (#"[a-\d]"#, "range"), (#"\é"#, "é"), ("[]", "partner"), ("+a", "`[+]`"), (#"(?i\pL{1000})"#, "unknown"),
      (#"\pL{1000}"#, "large"), ("(?i)(?<=k)", "look-around"),
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

  @Test(
    "no pattern is slow on a long text",
    arguments: [
      "(a+)+$", "^(a+)+$", "(a|aa)*b", "(a*)*b", "(.*)(.*)(.*)(.*)x", "(?:a|b|ab)*c", "^(?:a?){20}a{20}b",
    ])
  func linearInLength(_ pattern: String) throws {
    let text = Text(String(repeating: "a", count: 100_000) + "!")
    let compiled = try Pattern(Text(pattern))
    let clock = ContinuousClock()
    var isFound = true
    let taken = clock.measure { isFound = compiled.isFound(in: text) }
    #expect(!isFound)
    #expect(taken < .seconds(5))
  }

  @Test("nesting is bounded", arguments: [1001, 15_000, 100_000])
  func depth(_ count: Int) {
    for open in ["(", "(?:", "(?<n>"] {
      let pattern = String(repeating: open, count: count) + String(repeating: ")", count: count)
      #expect(throws: Pattern.Failure.self) { _ = try Pattern(Text(pattern)) }
    }
  }

  @Test("a pattern of a thousand words is fine, and one without end is refused")
  func long() throws {
    let words = (1...1000).map { "word\($0 * 7919)" }
    let pattern = try Pattern(Text("^(?:" + words.joined(separator: "|") + ")$"))
    #expect(words.allSatisfy { pattern.isFound(in: Text($0)) })
    #expect(!pattern.isFound(in: "word1"))
    for long in ["a", "(a)", "x?", #"\pL"#, "[^a]", "[", "[[:", #"\Q"#, "a|", "(?<n>", "a{2}", #"\p{"#] {
      let count = Pattern.mostBytes / long.utf8.count + 1
      #expect {
        _ = try Pattern(Text(String(repeating: long, count: count)))
      } throws: { ($0 as? Pattern.Failure)?.message.contains("large") == true }
    }
    // Just below the limit: answered or refused, soon.
    for long in ["a", "(a)", #"\pL"#, "[^a]", "[", "[[:", #"\Q"#, "a|", "(?<n>", "a{2}", #"\p{"#] {
      let clock = ContinuousClock()
      let taken = clock.measure {
        _ = try? Pattern(Text(String(repeating: long, count: Pattern.mostBytes / long.utf8.count)))
      }
      #expect(taken < .seconds(10), "\(long)")
    }
  }

  @Test(
    "how far a search looks beyond its match",
    arguments: [
      ("abc", true), (#"\s+"#, true), (#"\s+|,"#, true), (#"id:\d+"#, true), (#"f_(\d+)"#, true), ("a{2,5}", true),
      ("(?:ab)+", true), ("[*+]b", true), (#"\*b"#, true), (#"\Qa*b\E"#, true), ("a+?", true), ("x{2,}", true),
      ("((a+))", true),
      ("(a+)?", true), ("^|$", true), (#"\p{Greek}+"#, true), ("a*b", false), ("a.*z|a", false), ("(a+)+", false),
      ("(a+|b)c", false),
      ("(?:a+|b)", false), ("a{2,}b", false), (#"\d+$"#, false), ("(a*){3}", false), (#"\w+\.\w+"#, false),
    ])
  func isLocal(_ pattern: String, _ isLocal: Bool) throws {
    #expect(try PatternSource(Text(pattern)).isLocal == isLocal)
  }

  @Test("steps are paid by length and size, the same each time")
  func steps() throws {
    func paid(_ pattern: String, _ text: Text) throws -> Int {
      var steps = 1 << 40
      _ = try Pattern(Text(pattern)).isFound(in: text, &steps)
      return (1 << 40) - steps
    }
    let long = Text(String(repeating: "a", count: 100_000))
    #expect(try paid("^db-[0-9]+$", "db-14") < 10)
    #expect(try paid("(a+)+$", long) < 100_000)
    #expect(try paid("(?:a{0,30}){0,30}b", long) > 1_000_000)
    #expect(try paid("a", long) == paid("b", long))
    var few = 100
    #expect(try !Pattern("a").isFound(in: long, &few))
    #expect(few < 0)
    #expect(throws: Pattern.Failure.self) {
      var few = 100
      _ = try Pattern("a{1,10}b{1,10}c{1,10}", &few)
    }
    var large = 1 << 21
    #expect(throws: Pattern.Failure.self) { _ = try Pattern(#"(?:\pL?){1000}"#, &large) }
    #expect(large < 1 << 20, "what is given up late costs much")
  }

  @Test("many threads may use one pattern")
  func threads() async throws {
    let pattern = try Pattern(#"(?i)(?:[a-f]+\d){3}x|(\pL+)$"#)
    let found = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<200).count { pattern.isFound(in: Text(String(repeating: "ab1", count: $0 % 7 + task % 2) + "É")) }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(found == 8 * 200)
  }

  @Test(
    "matches from the left, with their groups",
    arguments: [
      ("a", "banana", "1..2 3..4 5..6"), ("ana", "banana", "1..4"), ("", "añb", "0..0 1..1 3..3 4..4"),
      ("a*", "baac", "0..0 1..3 4..4"), ("^", "ab", "0..0"), ("$", "ab", "2..2"),
      (#"\b"#, "a-b", "0..0 1..1 2..2 3..3"),
      ("(a)|(b)", "ab", "0..1(0..1,-) 1..2(-,1..2)"), ("(a)?b", "bab", "0..1(-) 1..3(1..2)"), ("x", "", ""),
      ("x*", "", "0..0"), ("^a", "aa", "0..1"), (#"\Ba"#, "aa", "1..2"), ("é", "aéé", "1..3 3..5"),
      ("(?m)^", "a\nb", "0..0 2..2"),
      ("a|ab", "ab", "0..1"), ("ab|a", "ab", "0..2"), ("(a+?)(a*)", "aaa", "0..3(0..1,1..3)"),
    ])
  func eachMatch(_ pattern: String, _ text: String, _ expected: String) throws {
    let pattern = try Pattern(Text(pattern))
    var found: [String] = []
    var steps = 1000
    func shown(_ range: Range<Int>?) -> String { range.map { "\($0.lowerBound)..\($0.upperBound)" } ?? "-" }
    pattern.eachMatch(in: Text(text), groupsTo: pattern.groups, &steps) { match in
      let groups = (0...pattern.groups).dropFirst().map { shown(match[$0]) }
      found.append(shown(match[0]) + (groups.isEmpty ? "" : "(\(groups.joined(separator: ",")))"))
      return true
    }
    #expect(found.joined(separator: " ") == expected)
    #expect(steps >= 0)
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
