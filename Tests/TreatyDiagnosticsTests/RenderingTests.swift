import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("A finding is printed so that it explains itself")
struct RenderingTests {
  private static let e = "e\u{301}"

  /// Texts that are hard to underline, with what is underlined in them: first the primary place, then others.
  static let excerpts: [(name: String, text: String, places: [(from: String, to: String)])] = [
    ("a tab is two blanks", "a:\n\tb: c\n", [("c", "c")]),
    ("nothing but a tab", "a:\n\tb: c\n", [("\t", "\t")]),
    ("wide letters do not move the mark", "日本: 🚀 x ゙ y\n", [("x", "x"), ("y", "y")]),
    ("combining marks take no column", "caf\(e) x \(e)\(e) y\n", [("x", "x"), ("\(e)\(e)", "\(e)\(e)")]),
    ("a family of joined emoji", "a: 👨\u{200D}👩 x\n", [("x", "x")]),
    ("control characters", "a: \u{1B}[31mred\u{7} x\u{0}y\u{9F}\n", [("red", "red"), ("y", "y")]),
    ("letters that turn the direction of writing", "a: \u{202E}abc\u{2066} x\u{200B}\u{FEFF}\n", [("x", "x")]),
    ("lines of Windows", "a: 1\r\nb: 2\r\n", [("b", "2"), ("a: 1\r\n", "a: 1\r\n")]),
    ("two places in a line, one within the other", "a: [b, c]\n", [("[b, c]", "[b, c]"), ("c", "c")]),
    ("the end of a line", "a: 1\nb: 2\n", [("\n", "\n")]),
    ("the end of a file", "a: 1\n", [("none", "none")]),
    ("the end of a file without a last line's end", "a: 1", [("none", "none")]),
    ("a mapping over several lines", "x:\n  a: 1\n  b:\n    c: 2\ny: 3\n", [("a: 1", "c: 2\n")]),
    ("several lines that begin within one", "x: {a: 1,\n    b: 2}\ny: 3\n", [("{a", "2}")]),
    (
      "a place within several lines, and one behind them", "x: {a: 1,\n    b: 2}\ny: 3\nz: 4\n",
      [("{a", "2}"), ("b", "b"), ("z", "z")]
    ),
    (
      "several lines within several lines", "x:\n  a: [1,\n      2]\n  b: 3\ny: 4\n",
      [("[1", "2]"), ("x:", "b: 3")]
    ),
    ("several lines that cross", "a: 1\nb: 2\nc: 3\nd: 4\n", [("a", "c"), ("2", "d")]),
    (
      "many lines lose their middle", (1...20).map { "k\($0): \($0)\n" }.joined(), [("k2:", "k19: 19"), ("k10", "k10")]
    ),
    ("empty lines at the end of a place", "a:\n  b: 1\n\n\n  \nc: 2\n", [("a:", "\n\n\n")]),
    (
      "a very long line", "a: \(String(repeating: "é", count: 400)) here \(String(repeating: "z", count: 400))\n",
      [("here", "here"), ("a:", "a:")]
    ),
    ("more than three brackets", "a: 1\nb: 2\nc: 3\n", [("a", "b"), ("a", "c"), ("b", "c"), ("1", "3")]),
  ]

  @Test("texts that are hard to underline")
  func excerpts() throws {
    var text = ""
    for (name, content, places) in Self.excerpts {
      var files = SampleFiles()
      let file = files.add("a.yaml", content)
      let labels = places.enumerated().map { index, place in
        Label(span: files.span(from: place.from, to: place.to, file), text: index == 0 ? "first" : "place \(index + 1)")
      }
      let diagnostic = Diagnostic(
        code: .wrongType, severity: .error, message: name, primary: labels.first, related: Array(labels.dropFirst()))
      text += TerminalRenderer(sources: files.sources, colour: false).render(diagnostic) + "\n"
    }
    try Golden.expect(text, is: "Tests/TreatyDiagnosticsTests/Fixtures/excerpts.txt")
  }

  @Test("of many places the first ones are shown")
  func manyPlaces() throws {
    var files = SampleFiles()
    let file = files.add("a.yaml", (1...40).map { "k\($0): \($0)\n" }.joined())
    let labels = (1...40).map { Label(span: files.span("k\($0):", file)) }
    let text = TerminalRenderer(sources: files.sources, colour: false).render(
      Diagnostic(
        code: .wrongType, severity: .error, message: "m", primary: labels[0], related: Array(labels.dropFirst())))
    #expect(text.contains("28 more places"))
    #expect(text.split(separator: "\n").count == 27)
  }

  @Test("names and paths that hold control characters move no cursor", arguments: FindingsFormat.allCases)
  func harmless(_ format: FindingsFormat) {
    var files = SampleFiles()
    let evil = "\u{1B}]0;title\u{7}\u{202E}\u{9B}2J"
    let file = files.add("a\(evil)\n.yaml", "\(evil): 1\n")
    var findings = Findings()
    findings.add(
      Diagnostic(
        code: .unknownKey, severity: .error, message: "no `\(evil)`",
        primary: Label(span: files.span(evil, file), text: evil), reason: evil + "\n" + evil, fixes: [Fix(title: evil)])
    )
    let text = format.render(findings, files.sources)
    // Within JSON they are escaped or letters like others; GitHub's paths must be the true ones.
    let isJSON = [.json, .jsonl, .sarif, .gitlab].contains(format)
    let forbidden: [Unicode.Scalar] = isJSON || format == .github ? [] : ["\u{1B}", "\u{7}", "\u{202E}", "\u{9B}"]
    #expect(!text.unicodeScalars.contains { forbidden.contains($0) })
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } || format == .github)
  }

  @Test("in colour, the words are the same")
  func colour() {
    let (sources, findings) = SharedFindings.sample()
    var options = ReportOptions()
    options.showsSuppressed = true
    let plain = FindingsFormat.full.render(findings, sources, options)
    options.colour = true
    let coloured = FindingsFormat.full.render(findings, sources, options)
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("reasons and remedies of several lines stay together")
  func severalLines() {
    let text = TerminalRenderer(sources: Sources(), colour: false).render(
      Diagnostic(
        code: .badPattern, severity: .error, message: "m", primary: nil, reason: "one\ntwo", fixes: [Fix(title: "a\nb")]
      ))
    #expect(text == "error[TR0311]: m\n = why:  one\n         two\n = mend: a\n         b\n")
  }

  @Test("places beyond a file, in an empty one, and in none are an end")
  func edges() {
    var sources = Sources()
    let file = sources.add(path: "empty", bytes: [])
    #expect(sources.position(of: 99, in: file) == sources.position(of: 0, in: file))
    #expect(sources[FileID(77)].bytes.isEmpty)
    for span in [Span(file: file, range: 5..<9), Span(file: FileID(77), range: 0..<3)] {
      var findings = Findings()
      findings.add(
        Diagnostic(
          code: .emptyFile, severity: .error, message: "m", primary: Label(span: span, text: "here"),
          fixes: [Fix(title: "f", edits: [Edit(span: span, replacement: "x")], applicability: .safe)]))
      for format in FindingsFormat.allCases { #expect(format.render(findings, sources).contains("TR0013")) }
    }
  }

  @Test("any bytes, with any places in them, are shown in every format", arguments: 0..<10 as Range<UInt64>)
  func anything(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    let parts: [[UInt8]] =
      ["a", "\n", "\r\n", "\t", "  ", "é", "日本", "🚀", "e\u{301}", "`", "<"].map { Array($0.utf8) }
      + [[0xFF], [0xC3], [0xF0, 0x9F], [0x80], [0], [0x1B]]
    for _ in 0..<20 {
      var sources = Sources()
      let files = (0..<2).map { index in
        // Some lines are longer than what is shown of one.
        let bytes = (0..<random.below(600)).flatMap { _ in parts[random.below(random.below(3) == 0 ? parts.count : 2)] }
        return sources.add(path: "\(index).yaml", bytes: bytes)
      }
      func span() -> Span {
        let start = random.below(700) - 20
        return Span(file: files[random.below(2)], range: start..<start + random.below([2, 40, 700][random.below(3)]))
      }
      var findings = Findings()
      for _ in 0..<5 {
        let labels = (0..<random.below(16)).map { _ in Label(span: span(), text: random.below(2) == 0 ? nil : "t") }
        findings.add(
          Diagnostic(
            code: .wrongType, severity: .error, message: "m", primary: Label(span: span()), related: labels,
            fixes: [Fix(title: "f", edits: [Edit(span: span(), replacement: "x")], applicability: .safe)]))
      }
      for format in FindingsFormat.allCases { #expect(!format.render(findings, sources).isEmpty) }
      _ = FixPlan(findings, in: sources)
    }
  }

  @Test("columns are counted in scalars and in UTF-16, also where bytes are no text")
  func columns() {
    var sources = Sources()
    let text = Array("é日🚀x".utf8)
    let good = sources.add(path: "good", bytes: text)
    let position = sources.position(of: text.count - 1, in: good)
    #expect((position.column, position.utf16Column) == (4, 5))
    let bad = sources.add(path: "bad", bytes: [0xFF, 0x61, 0xC3] + Array("🚀x".utf8))
    let other = sources.position(of: 7, in: bad)
    #expect((other.column, other.utf16Column) == (5, 6))
  }
}
