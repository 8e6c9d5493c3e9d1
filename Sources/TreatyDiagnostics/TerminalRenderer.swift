/// Findings for people: the source with what is wrong underlined, why, and how to mend it.
public struct TerminalRenderer: Sendable {
  private let sources: Sources
  private let paint: Paint

  /// A renderer over the files of a run; in colour only where somebody looks at a terminal.
  public init(sources: Sources, colour: Bool) {
    self.sources = sources
    paint = Paint(isOn: colour)
  }

  /// All findings and a line that counts them; nothing where nothing was found.
  public func render(_ findings: Findings) -> String {
    let all = findings.all
    guard !all.isEmpty else { return "" }
    return all.map { render($0) + "\n" }.joined() + summary(findings) + "\n"
  }

  /// `2 errors, 1 warning`.
  public func summary(_ findings: Findings) -> String {
    let counts = [
      (findings.count(of: .bug), "fault of Treaty", "faults of Treaty"),
      (findings.count(of: .error), "error", "errors"),
      (findings.count(of: .warning), "warning", "warnings"), (findings.count(of: .note), "note", "notes"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
  }

  /// One finding.
  public func render(_ diagnostic: Diagnostic) -> String {
    let tone = Paint.Tone(diagnostic.severity)
    var lines = [
      paint.bold(tone, "\(diagnostic.severity)[\(diagnostic.code.name)]")
        + paint.bold(.plain, ": \(diagnostic.message)")
    ]
    let labels = [diagnostic.primary.map { ($0, true) }].compactMap(\.self) + diagnostic.related.map { ($0, false) }
    let width = labels.map { String(sources.start(of: $0.0.span).line).count }.max() ?? 0
    let gutter = String(repeating: " ", count: width)
    var files: [FileID] = []
    for (label, _) in labels where !files.contains(label.span.file) { files.append(label.span.file) }
    for file in files {
      let here = labels.filter { $0.0.span.file == file }
      let head = sources.start(of: here[0].0.span)
      lines.append(paint.dim("\(gutter) ┌─ ") + "\(sources[file].path):\(head.line):\(head.column)")
      lines += excerpt(here, in: file, width: width, tone: tone)
    }
    if let reason = diagnostic.reason { lines.append(paint.dim("\(gutter) = ") + "why:  \(reason)") }
    for fix in diagnostic.fixes { lines.append(paint.dim("\(gutter) = ") + "mend: \(fix.title)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func excerpt(_ labels: [(Label, Bool)], in file: FileID, width: Int, tone: Paint.Tone) -> [String] {
    let source = sources[file]
    let placed = labels.map {
      (label: $0.0, isPrimary: $0.1, line: source.line(at: min($0.0.span.range.lowerBound, source.bytes.count)))
    }
    .sorted { ($0.line, $0.label.span.range.lowerBound) < ($1.line, $1.label.span.range.lowerBound) }
    var lines: [String] = []
    var last: Int?
    for (label, isPrimary, line) in placed {
      if line != last {
        if let last, line > last + 1 { lines.append(paint.dim(String(repeating: " ", count: width) + " ·")) }
        let number = String(line + 1)
        let padding = String(repeating: " ", count: width - number.count)
        lines.append(paint.dim("\(padding)\(number) │ ") + LineText(source, line: line).shown)
      }
      last = line
      let text = LineText(source, line: line)
      let (indent, length) = text.columns(of: label.span.range)
      let mark = String(repeating: isPrimary ? "^" : "-", count: length)
      let words = label.text.map { " \($0)" } ?? ""
      lines.append(
        paint.dim(String(repeating: " ", count: width) + " │ ") + String(repeating: " ", count: indent)
          + paint.bold(isPrimary ? tone : .related, mark + words))
    }
    return lines
  }
}

/// A line as it is shown, cut where it is very long.
private struct LineText {
  private static let longest = 400
  private let bytes: [UInt8]
  private let range: Range<Int>

  init(_ source: SourceFile, line: Int) {
    range = source.bytes(ofLine: line)
    bytes = Array(source.bytes[range])
  }

  var shown: String {
    let text = TerminalText.show(bytes[...])
    return text.count > LineText.longest ? text.prefix(LineText.longest) + "…" : text
  }

  /// Columns before a stretch and in it, as a terminal counts them; at least one is marked.
  func columns(of span: Range<Int>) -> (indent: Int, length: Int) {
    let start = min(max(0, span.lowerBound - range.lowerBound), bytes.count)
    let end = min(max(start, span.upperBound - range.lowerBound), bytes.count)
    let indent = TerminalText.width(of: TerminalText.show(bytes[..<start]))
    return (
      min(indent, LineText.longest),
      max(1, min(TerminalText.width(of: TerminalText.show(bytes[start..<end])), LineText.longest))
    )
  }
}

/// Colours of a terminal (ECMA-48), or none.
private struct Paint: Sendable {
  enum Tone: String {
    case error = "31"
    case warning = "33"
    case note = "36"
    case related = "34"
    case plain = ""

    init(_ severity: Severity) {
      switch severity {
      case .error, .bug: self = .error
      case .warning: self = .warning
      case .note: self = .note
      }
    }
  }

  let isOn: Bool

  func bold(_ tone: Tone, _ text: String) -> String {
    isOn ? "\u{1B}[1\(tone == .plain ? "" : ";" + tone.rawValue)m\(text)\u{1B}[0m" : text
  }

  func dim(_ text: String) -> String { isOn ? "\u{1B}[34m\(text)\u{1B}[0m" : text }
}
