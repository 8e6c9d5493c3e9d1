/// GitLab's Code Quality report: a JSON list of what counts. GitLab compares the lists of two commits, and so needs fingerprints that
/// are unique and stay.
struct GitLabRenderer {
  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    var seen: Set<Fingerprint> = []
    return JSONText.page(
      findings.listed(in: sources).filter { $0.isLive }.map { finding in
        var fingerprint = finding.fingerprint
        while !seen.insert(fingerprint).inserted { fingerprint = Fingerprint(fingerprint.value &+ 1) }
        return violation(finding.diagnostic, fingerprint)
      })
  }

  private func violation(_ diagnostic: Diagnostic, _ fingerprint: Fingerprint) -> Violation {
    let span = diagnostic.primary?.span
    return Violation(
      description: diagnostic.message, check_name: diagnostic.code.name, fingerprint: fingerprint.description,
      severity: GitLabRenderer.severity(diagnostic.severity),
      location: Violation.Location(
        path: options.path(span.map { sources[$0.file].path } ?? options.manifest),
        lines: Violation.Lines(
          begin: span.map { sources.start(of: $0).line } ?? 1, end: span.map { sources.lastLine(of: $0) } ?? 1)))
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .bug: "blocker"
    case .error: "critical"
    case .warning: "minor"
    case .note: "info"
    }
  }

  /// As docs.gitlab.com, "Code Quality report format", wants it.
  private struct Violation: Encodable {
    struct Location: Encodable {
      var path: String
      var lines: Lines
    }
    struct Lines: Encodable {
      var begin: Int
      var end: Int
    }
    var description: String
    var check_name: String
    var fingerprint: String
    var severity: String
    var location: Location
  }
}
