public import TreatyDiagnostics

/// Changes as findings at the lines of the new package, for code scanning, annotations and whatever else takes findings.
public enum ChangeFindings {
  /// The findings. What somebody has agreed to is marked, and does not count.
  /// - Parameters:
  ///   - checksVersion: whether the version is a finding too.
  ///   - span: where a place of the new plan (JSON Pointer, RFC 6901) was written; `nil` where that is not known.
  public static func findings(
    _ comparison: Comparison, checksVersion: Bool = false, at span: (_ pointer: String) -> Span?
  ) -> Findings {
    var findings = Findings()
    var approved: [Diagnostic: Approvals.Entry] = [:]
    for change in comparison.changes {
      let diagnostic = diagnostic(change, change.newPointer.flatMap(span))
      findings.add(diagnostic)
      if let approval = change.approval { approved[diagnostic] = approval }
    }
    for approval in comparison.needlessApprovals { findings.add(needless(approval)) }
    if checksVersion, !comparison.version.isEnough { findings.add(version(comparison.version)) }
    findings.grade { diagnostic in
      approved[diagnostic].map { .suppressed(Suppression(reason: $0.reason)) }
    }
    return findings
  }

  private static func diagnostic(_ change: Change, _ span: Span?) -> Diagnostic {
    var parts = [change.sentence]
    if let before = change.before { parts.append("- \(before)") }
    if let after = change.after { parts.append("+ \(after)") }
    parts += change.counterexamples.map(\.words)
    return Diagnostic(
      code: change.code, severity: change.level.severity, message: parts.joined(separator: "\n"),
      primary: span.map { Label(span: $0) }, path: change.path, reason: change.consequence,
      fixes: [Fix(title: "\(change.advice) To agree to it: `--approve \(change.fingerprint) --reason TEXT`.")])
  }

  private static func needless(_ approval: Approvals.Entry) -> Diagnostic {
    Diagnostic(
      code: .approvalNeedless, severity: .note, message: "the approval of `\(approval.change)` fits no change",
      primary: nil, reason: "what it agreed to is different now, or is not there: \(approval.message)",
      fixes: [Fix(title: "take it out of \(Approvals.file)")])
  }

  private static func version(_ check: VersionCheck) -> Diagnostic {
    Diagnostic(
      code: .versionTooLow, severity: .error, message: check.words, primary: nil,
      reason: "who takes the package by its version relies on what the numbers promise (semver.org)",
      fixes: [Fix(title: "raise `version:` in the manifest")])
  }
}

extension ChangeLevel {
  /// As findings count it.
  var severity: Severity {
    switch self {
    case .breaks: .error
    case .weakens, .exposes: .warning
    case .note: .note
    }
  }
}
