import FoundationEssentials

/// Findings as one JSON object, described by `grammar/diagnostics.schema.json`.
public struct JSONRenderer: Sendable {
  private let sources: Sources

  /// A renderer over the files of a run.
  public init(sources: Sources) { self.sources = sources }

  /// The report, keys sorted, ending in a newline.
  public func render(_ findings: Findings) -> String {
    let report = Report(
      format: "treaty-diagnostics/1", errors: findings.count(of: .error) + findings.count(of: .bug),
      warnings: findings.count(of: .warning), findings: findings.all.map(finding))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding strings and numbers cannot fail.
    guard let data = try? encoder.encode(report) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// The findings alone as a JSON list in one line, for whoever puts them into an object of its own. Each is as in a report.
  public func list(_ findings: Findings) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding strings and numbers cannot fail.
    return (try? encoder.encode(findings.all.map(finding))).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  private struct Report: Encodable {
    var format: String
    var errors: Int
    var warnings: Int
    var findings: [Finding]
  }

  private struct Finding: Encodable {
    var code: String
    var severity: Severity
    var message: String
    var place: Place?
    var related: [Place]
    var reason: String?
    var fixes: [Mend]
  }

  private struct Place: Encodable {
    struct Point: Encodable {
      var byte: Int
      var line: Int
      var column: Int
      var utf16Column: Int
    }
    var file: String
    var start: Point
    var end: Point
    var text: String?
  }

  private struct Mend: Encodable {
    struct Change: Encodable {
      var place: Place
      var replacement: String
    }
    var title: String
    var certain: Bool
    var edits: [Change]
  }

  private func finding(_ diagnostic: Diagnostic) -> Finding {
    Finding(
      code: diagnostic.code.name, severity: diagnostic.severity, message: diagnostic.message,
      place: diagnostic.primary.map { place($0.span, $0.text) },
      related: diagnostic.related.map { place($0.span, $0.text) },
      reason: diagnostic.reason,
      fixes: diagnostic.fixes.map { fix in
        Mend(
          title: fix.title, certain: fix.isCertain,
          edits: fix.edits.map { Mend.Change(place: place($0.span, nil), replacement: $0.replacement) })
      })
  }

  private func place(_ span: Span, _ text: String?) -> Place {
    func point(_ offset: Int) -> Place.Point {
      let position = sources.position(of: offset, in: span.file)
      return .init(byte: offset, line: position.line, column: position.column, utf16Column: position.utf16Column)
    }
    return Place(
      file: sources[span.file].path, start: point(span.range.lowerBound), end: point(span.range.upperBound), text: text)
  }
}
