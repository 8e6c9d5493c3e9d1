import Testing
import TreatyDiagnostics
import TreatySyntax
import TreatyTestSupport

@Suite("What is no YAML is told of in plain words: what, where to mend it, why and how")
struct ProblemTests {
  /// Slips that people make, and one text for each thing that libyaml complains of.
  static let slips = [
    "a: b: c\n", "a: one: two\n  b: 2\n", "a: 1\n b: 2\n", "a: text\n  goes on\n  b: 2\n", "\"a\n b\": 1\n",
    "--- a: 1\n", "a: {b: c}: d\n", "a: \"b\": c\n",
    "a: 1\nb\nc: 2\n", "- a\n- b\nc\n", "a:\n  - b\n  c\nd: 1\n", "a: 1\nb #: 2\n",
    String(repeating: "k", count: 1025) + ": 1\n", "a: 1\n" + String(repeating: "k", count: 1025) + ": 1\n",
    "a: @b\n", "a: `b`\n", "a: %b\n", "a:\n\tb: 1\n", "-\ta: 1\n", "a: |\n \tb\n", "a: ]\n", "a: , b\n",
    "a: \"b\nc: 1\n", "a: 'it's'\n", "a: \"b\" c\n", "- 'a' b\n", "a: [1] 2\n", "a: \"b\n---\nc\"\n",
    "a: \"\\q\"\n", "a: \"C:\\new\\x\"\n", "a: \"\\uD800\"\n", "a: \"\\x4\"\n",
    "a: [1, 2\nb: 3\n", "a: [1, 2\n", "a: {b: 1\n", "a: {b: 1 c: 2}\n", "a: {b: 1\n  c: 2}\n", "a: [1, , 2]\n",
    "a: [b, - c]\n", "a: [1}\n", "a: {b:}\n", "a: {: 1}\n", "a: [\n---\n]\n",
    "a: [:b]\n",
    "a: [?b]\n", "a: [-, b]\n", "a: [b,\nc]\n", "a: \"b\nc\"\n", "a: \"b\"#c\n",
    "a: {\"b\": ${ c }, d: 1}\n", "a: {b: {c: d} e}\n",
    "a:\n    b: 1\n  c: 2\n", "  a: 1\nb: 2\n", "a: - b\n", "a: b\n- c\n", "a: ? b\n", ": a\n",
    "? a\n: b\n: c\n",
    "a: text  # comment\n  goes on\n", "a: |\n     \n  b\n", "a: >\n    \n # b\n", "a: |0\n  b\n", "a: |x\n  b\n",
    "a: > b\n  c\n", "|\nb\n",
    "a: *.log\n", "a: *\n", "a: &\n", "a: !\u{7B}b\n", "a: !x!b c\n",
    "%FOO bar\n---\na: 1\n", "%YAML 2.0\n---\na: 1\n", "%YAML 1.2\n", "a: 1\n%YAML 1.2\n", "...\n", "a: 1\n...\nb: 2\n",
    "a: b\u{7}\n", "ä: \u{FFFF}\n", "a: b\u{2028}c\n", "a: 1\n\u{FEFF}b: 2\n", "\u{FEFF}a: @\n", "ä: 'ö'\nü: @\n",
  ]

  @Test("as a person reads it")
  func words() throws {
    var text = ""
    for slip in Self.slips {
      var sources = Sources()
      var findings = Findings()
      let file = sources.add(path: "a.yaml", bytes: Array(slip.utf8))
      let tree = SyntaxTree.read(file: file, bytes: Array(slip.utf8), into: &findings)
      #expect(!findings.isEmpty && (tree != nil || findings.hasErrors), "\(slip)")
      let shown = slip.count > 1000 ? "k…: 1\n" : slip
      let rendered = findings.all.map { TerminalRenderer(sources: sources, colour: false).render($0) }.joined()
      text +=
        "=== \(shown.debugDescription)\n" + (slip.count > 1000 ? "\(findings.all.map(\.message))\n" : rendered) + "\n"
    }
    try Golden.expect(text, is: "Tests/TreatySyntaxTests/Fixtures/problems.txt")
  }

  @Test("none of libyaml's own words are left")
  func ownWords() {
    for slip in Self.slips + YAMLSuite.cases.map(\.yaml) {
      for finding in read(slip).findings {
        #expect(!finding.message.contains("did not find") && !finding.message.contains("while "), "\(slip)")
      }
    }
  }
}
