/// A line for each finding: `path:line:column: error[TR0303] message`. Tools read it with patterns, so its form does not change.
struct ConciseRenderer {
  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    findings.listed(in: sources).filter { $0.isLive || options.showsSuppressed }.map { line($0) + "\n" }.joined()
  }

  private func line(_ finding: Finding) -> String {
    let diagnostic = finding.diagnostic
    let place = diagnostic.primary.map { label in
      let start = sources.start(of: label.span)
      return "\(options.path(sources[label.span.file].path)):\(start.line):\(start.column): "
    }
    let state = finding.state.words.map { " (\($0))" } ?? ""
    let text = "\(place ?? "")\(diagnostic.severity)[\(diagnostic.code.name)] \(diagnostic.message)\(state)"
    return TerminalText.show(text.utf8)
  }
}
