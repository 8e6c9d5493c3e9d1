import Foundation
import Testing
import TreatyTestSupport

@Suite("Editors highlight expressions in specs")
struct TextMateTests {
  static let path = "grammar/treaty.tmLanguage.json"

  private static func text() throws -> String {
    try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
  }

  private static func grammar() throws -> TextMateGrammar {
    try JSONDecoder().decode(TextMateGrammar.self, from: Data(text().utf8))
  }

  @Test("lists of keys, names and macros in the grammar are those handed in")
  func inStep() throws {
    let lines = try Self.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let begin = try #require(lines.firstIndex { $0.contains("\"begin generated\"") }) + 3
    let end = try #require(lines.firstIndex { $0.contains("\"end generated\"") })
    let whole = lines[..<begin] + TextMateBlock.lines(EditorLists()) + lines[end...]
    try Golden.expect(whole.joined(separator: "\n"), is: Self.path)
  }

  @Test("what is included is there, what is there is included, and every rule can match")
  func sound() throws {
    let grammar = try Self.grammar()
    #expect(grammar.injectionSelector == "L:source.yaml -comment")
    let included = Set(grammar.rules.compactMap { $0.rule.include })
    let names = Set(grammar.repository.keys.map { "#\($0)" }).subtracting(["#begin generated", "#end generated"])
    #expect(included == names)
    for (path, rule) in grammar.rules where rule.include == nil && rule.patterns == nil && !path.hasSuffix(" generated")
    {
      #expect(rule.match != nil || rule.begin != nil, "\(path) matches nothing")
    }
    for (path, rule) in grammar.rules where rule.begin != nil {
      #expect((rule.end == nil) != (rule.while == nil), "\(path) does not end")
    }
  }

  @Test("every expression is one that Oniguruma and ICU read alike")
  func expressions() throws {
    for (path, rule) in try Self.grammar().rules {
      for source in [rule.match, rule.begin, rule.end, rule.while].compactMap({ $0 }) {
        // `\1` of an end stands for what the begin took.
        let alone = rule.match == nil ? source.replacingOccurrences(of: "\\1", with: "") : source
        #expect(throws: Never.self, "\(path): \(source)") { try NSRegularExpression(pattern: alone) }
        // `\h` is a hex digit to one and a blank to the other; possessive and atomic groups, and names of groups, are left out for others.
        for other in ["\\h", "\\H", "(?>", "(?<n", "++", "\\p{", "\\K"] {
          #expect(!source.contains(other), "\(path): \(source)")
        }
        let groups = source.replacingOccurrences(of: "\\(", with: "").count { $0 == "(" }
        for capture in (rule.captures ?? [:]).keys.compactMap(Int.init) { #expect(capture <= groups, "\(path)") }
      }
    }
  }

  @Test("lines are cut as highlighting.txt shows")
  func lines() throws {
    let source = try String(
      contentsOf: Golden.repository.appending(path: "Tests/TreatySpecTests/Fixtures/highlighting.yaml"), encoding: .utf8
    )
    var grammar = try Self.grammar()
    // YAML's own comments, into which the selector lets nothing of ours.
    grammar.patterns.append(TextMateGrammar.Rule(name: "comment.line.number-sign.yaml", match: "(?:^|[ \\t])#.*$"))
    var tokeniser = TextMateTokeniser(grammar)
    var page = ""
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      page += "\(line)\n"
      for token in try tokeniser.tokens(of: String(line))
      where !token.scopes.isEmpty && token.text.contains(where: { $0 != " " }) {
        page += "  \(token.text)  →  \(Self.short(token.scopes))\n"
      }
    }
    try Golden.expect(page, is: "Tests/TreatySpecTests/Fixtures/highlighting.txt")
  }

  /// The innermost scope, and whether it lies in an expression.
  private static func short(_ scopes: [String]) -> String {
    let inner = scopes.last { !$0.hasPrefix("meta.") } ?? scopes.last ?? ""
    return inner + (scopes.contains { $0.hasPrefix("meta.embedded") } ? "  (in an expression)" : "")
  }
}
