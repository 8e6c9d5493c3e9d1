import Testing
import TreatyDiagnostics

@Suite("What a place cannot show is counted, and said")
struct LimitTests {
  /// So many findings of each severity in one file, one a line.
  private func many(_ counts: [(Severity, Int)], message: String = "m") -> (Sources, Findings) {
    var sources = Sources()
    let total = counts.reduce(0) { $0 + $1.1 }
    let file = sources.add(path: "a.yaml", bytes: Array(String(repeating: "a: 1\n", count: total).utf8))
    var findings = Findings()
    var line = 0
    for (severity, count) in counts {
      for _ in 0..<count {
        findings.add(
          Diagnostic(
            code: .wrongType, severity: severity, message: message,
            primary: Label(span: Span(file: file, range: line * 5..<line * 5 + 1))))
        line += 1
      }
    }
    return (sources, findings)
  }

  @Test(
    "github: ten of a level, errors first, and a last notice",
    arguments: [
      ([(.note, 3), (.warning, 2), (.error, 1)], [1, 2, 3], nil),
      ([(.note, 10), (.error, 10)], [10, 0, 10], nil),
      ([(.warning, 12), (.error, 30), (.note, 1)], [10, 10, 2], "20 errors, 2 warnings"),
      ([(.note, 10), (.error, 11)], [10, 0, 10], "1 error, 1 note"),
      ([(.bug, 11)], [10, 0, 1], "1 error"),
    ] as [([(Severity, Int)], [Int], String?)])
  func github(_ counts: [(Severity, Int)], _ shown: [Int], _ left: String?) {
    let (sources, findings) = many(counts)
    let lines = FindingsFormat.github.render(findings, sources).split(separator: "\n")
    let levels = ["::error ", "::warning ", "::notice "].map { level in lines.filter { $0.hasPrefix(level) }.count }
    #expect(levels == shown)
    #expect(
      lines == lines.filter { $0.hasPrefix("::e") } + lines.filter { $0.hasPrefix("::w") }
        + lines.filter { $0.hasPrefix("::n") })
    let last = left.map { "::notice title=Treaty::\($0) more than GitHub shows here; all of them: treaty check" }
    #expect(lines.last { $0.contains("more than") }.map(String.init) == last)
  }

  @Test("markdown: below what a comment can hold, cut at a heading, all counted", arguments: [1, 100, 1_000, 5_000])
  func markdown(_ count: Int) throws {
    let (sources, findings) = many([(.warning, count)], message: String(repeating: "ü`🚀", count: 20))
    var options = ReportOptions()
    options.command = "treaty check `x`"
    let text = FindingsFormat.markdown.render(findings, sources, options)
    #expect(text.utf16.count < 65_536)
    #expect(text.hasPrefix("## Treaty: \(count) warning"))
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("#### ") }.count
    if shown < count {
      #expect(text.contains("\n### \(count - shown) more in one file\n"))
      #expect(text.hasSuffix("All of them: `` treaty check `x` ``\n"))
      #expect(text.utf16.count > 60_000)
    } else {
      #expect(!text.contains(" more in "))
    }
    // No block is left open.
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("```") }.count == 2 * shown)
  }

  @Test("markdown: one finding with words without end does not fill a comment")
  func longWords() {
    let (sources, findings) = many([(.error, 3)], message: String(repeating: "<", count: 100_000))
    let text = FindingsFormat.markdown.render(findings, sources)
    #expect(text.utf16.count < 65_536)
    #expect(text.contains("#### error TR0103"))
  }

  @Test("sarif: 25,000 results, the worst ones, and a word about the rest")
  func sarif() {
    let (sources, findings) = many([(.note, 24_000), (.error, 1_001)])
    // Looked at as lines: reading so much JSON takes a test its time.
    let lines = FindingsFormat.sarif.render(findings, sources).utf8.split(separator: 0x0A).map { line in
      String(decoding: line.drop { $0 == 0x20 }, as: UTF8.self)
    }
    func count(_ line: String) -> Int { lines.count { $0 == line } }
    #expect(count("\"ruleIndex\" : 0") == 25_000)
    #expect(count("\"level\" : \"note\",") == 23_999)
    #expect(count("\"level\" : \"error\",") == 1_001)
    #expect(lines.contains { $0.hasPrefix("\"text\" : \"1 more than the 25000 results that code scanning takes") })
    let starts = lines.filter { $0.hasPrefix("\"startLine\"") }.compactMap { Int($0.drop { !$0.isNumber }) }
    #expect(starts.count == 25_000)
    #expect(starts == starts.sorted())
  }
}
