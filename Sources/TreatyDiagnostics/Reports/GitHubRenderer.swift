/// Workflow commands of GitHub Actions, which become annotations on a change.
///
/// Of each level only ten are shown for a step, the rest vanishes without a word; so errors come first, no more than ten of a level
/// are printed, and a last notice says how many are missing.
struct GitHubRenderer {
  /// Annotations of one level that GitHub shows for a step.
  private static let most = 10

  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    let live = findings.listed(in: sources).filter { $0.isLive }.map { $0.diagnostic }
    let levels = Level.allCases.map { level in (level: level, all: live.filter { Level($0.severity) == level }) }
    let isCut = levels.contains { $0.all.count > GitHubRenderer.most }
    var lines: [String] = []
    var left: [String] = []
    for (level, all) in levels {
      // The last notice is a notice, too.
      let most = level == .notice && isCut ? GitHubRenderer.most - 1 : GitHubRenderer.most
      lines += all.prefix(most).map { command(level, $0) }
      let count = all.count - most
      if count > 0 { left.append("\(count) \(level.word)\(count == 1 ? "" : "s")") }
    }
    if !left.isEmpty {
      let text = "\(left.joined(separator: ", ")) more than GitHub shows here; all of them: \(options.command)"
      lines.append("::notice title=Treaty::\(GitHubRenderer.escaped(text))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func command(_ level: Level, _ diagnostic: Diagnostic) -> String {
    var properties: [(String, String)] = []
    if let span = diagnostic.primary?.span {
      let (start, end) = (sources.start(of: span), sources.end(of: span))
      properties = [
        ("file", options.path(sources[span.file].path)), ("line", String(start.line)),
        ("endLine", String(sources.lastLine(of: span))),
      ]
      // GitHub takes columns for annotations of one line only.
      if start.line == end.line { properties += [("col", String(start.column)), ("endColumn", String(end.column))] }
    }
    let name = options.catalogue[diagnostic.code].map { " \($0.name)" } ?? ""
    properties.append(("title", diagnostic.code.name + name))
    let head = properties.map { "\($0)=\(GitHubRenderer.escaped(property: $1))" }.joined(separator: ",")
    return "::\(level.rawValue) \(head)::\(GitHubRenderer.escaped(diagnostic.plainText))"
  }

  private enum Level: String, CaseIterable {
    case error, warning, notice

    init(_ severity: Severity) {
      switch severity {
      case .bug, .error: self = .error
      case .warning: self = .warning
      case .note: self = .notice
      }
    }

    var word: String { self == .notice ? "note" : rawValue }
  }

  /// Escapes as the runner's own toolkit does (actions/toolkit, `command.ts`). By scalars: to Swift a colon with an accent is no
  /// colon, to GitHub it is.
  private static func escaped(_ text: String, isProperty: Bool = false) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func escaped(property: String) -> String { escaped(property, isProperty: true) }
}

extension Diagnostic {
  /// Message, reason and remedies as lines of plain text.
  var plainText: String {
    let lines = [message] + (reason.map { ["why: \($0)"] } ?? []) + fixes.map { "mend: \($0.title)" }
    return lines.flatMap { TerminalText.lines($0) }.joined(separator: "\n")
  }
}
