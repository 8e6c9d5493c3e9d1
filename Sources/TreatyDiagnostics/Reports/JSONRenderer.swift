/// Findings as one JSON object, or as one object a line, both described by `grammar/diagnostics.schema.json`.
public struct JSONRenderer: Sendable {
  private let sources: Sources

  /// A renderer over the files of a run.
  public init(sources: Sources) { self.sources = sources }

  /// The report, keys sorted, ending in a newline.
  public func render(_ findings: Findings) -> String {
    let summary = Summary(findings)
    return JSONText.page(
      Report(
        format: summary.format, errors: summary.errors, warnings: summary.warnings, counts: summary.counts,
        statistics: summary.statistics,
        findings: findings.listed(in: sources).map { JSONFinding($0, in: sources) }))
  }

  /// A line for each finding and a last one that counts them. Who reads it and finds no last line knows that it was cut.
  public func lines(_ findings: Findings) -> String {
    findings.listed(in: sources).map { JSONText.line(Line(finding: JSONFinding($0, in: sources))) + "\n" }.joined()
      + JSONText.line(Line(summary: Summary(findings))) + "\n"
  }

  /// The findings alone as a JSON list in one line, for whoever puts them into an object of its own. Each is as in a report.
  public func list(_ findings: Findings) -> String {
    JSONText.line(findings.listed(in: sources).map { JSONFinding($0, in: sources) })
  }

  private struct Report: Encodable {
    var format: String
    var errors: Int
    var warnings: Int
    var counts: Counts
    var statistics: [Row]
    var findings: [JSONFinding]
  }

  /// Either of the two.
  private struct Line: Encodable {
    var finding: JSONFinding?
    var summary: Summary?
  }

  private struct Summary: Encodable {
    var format = "treaty-diagnostics/1"
    var errors: Int
    var warnings: Int
    var counts: Counts
    var statistics: [Row]

    init(_ findings: Findings) {
      let counts = findings.counts
      errors = counts.errors + counts.bugs
      warnings = counts.warnings
      self.counts = Counts(
        bugs: counts.bugs, errors: counts.errors, warnings: counts.warnings, notes: counts.notes,
        suppressed: counts.suppressed, baselined: counts.baselined)
      statistics = Statistics(findings).rows.map { Row(code: $0.code.name, count: $0.count, fixable: $0.fixable) }
    }
  }

  private struct Counts: Encodable {
    var bugs: Int
    var errors: Int
    var warnings: Int
    var notes: Int
    var suppressed: Int
    var baselined: Int
  }

  private struct Row: Encodable {
    var code: String
    var count: Int
    var fixable: Int
  }
}
