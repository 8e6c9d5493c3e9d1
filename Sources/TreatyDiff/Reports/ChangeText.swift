import TreatyDiagnostics

/// Changes as a person reads them, by subject, the worst first.
public enum ChangeText {
  /// The report, with a line's end.
  /// - Parameters:
  ///   - details: whether what comes of a change, and what to do about it, is said.
  ///   - version: what there is to say about the version.
  public static func report(_ comparison: Comparison, details: Bool = true, version: String? = nil) -> String {
    let version = version.map { [$0] } ?? []
    guard !comparison.changes.isEmpty else {
      return (["no change of meaning"] + version).joined(separator: "\n") + "\n" + SampleText.section(comparison)
        + needless(comparison)
    }
    var lines = [head(comparison)] + version
    var subject: String?
    for change in comparison.changes {
      if change.subject != subject {
        subject = change.subject
        lines += ["", change.subject + (change.owner.map { " (\($0))" } ?? "")]
      }
      lines += self.lines(change, details)
    }
    return lines.joined(separator: "\n") + "\n" + SampleText.section(comparison) + needless(comparison)
  }

  private static func needless(_ comparison: Comparison) -> String {
    comparison.needlessApprovals.map {
      "the approval of \($0.change) fits no change: \(ChangeLines.line($0.message))\n"
    }.joined()
  }

  /// What the version must become, and how much of what there is.
  public static func head(_ comparison: Comparison) -> String {
    let counts = ChangeLevel.allCases.compactMap { level in
      comparison.counts[level].map { "\($0) \(level.words(isOne: $0 == 1))" }
    }
    let state = comparison.changes.count(where: \.touchesState)
    let approved = comparison.changes.count { $0.approval != nil }
    return "\(comparison.bump.words): " + counts.joined(separator: ", ")
      + (state == 0 ? "" : "; \(state) of them \(state == 1 ? "touches" : "touch") what is stored")
      + (approved == 0 ? "" : "; \(approved) agreed to")
  }

  private static func lines(_ change: Change, _ details: Bool) -> [String] {
    var lines = [
      "  \(change.code.name) \(change.level.rawValue): \(ChangeLines.line(change.message)) [\(change.fingerprint)]"
    ]
    lines += (ChangeLines.signed("-", change.before) + ChangeLines.signed("+", change.after)).map { "    \($0)" }
    for example in change.counterexamples { lines.append("    \(ChangeLines.line(example.words))") }
    if let samples = change.samples { lines.append("    \(samples.words)") }
    if let approval = change.approval { lines.append("    \(ChangeLines.line(approval.words))") }
    guard details, change.approval == nil else { return lines }
    lines.append("    what comes of it: \(change.consequence)")
    lines.append("    what to do: \(change.advice)")
    return lines
  }
}

extension Counterexample {
  /// The example, in a line.
  var words: String { "with \(inputWords): \(before.words) before, \(after.words) now" }
}

extension Approvals.Entry {
  /// That somebody has agreed, in a line.
  var words: String { "agreed to\(by.map { " by \($0)" } ?? ""): \(reason)" }
}

extension ChangeLevel {
  /// As a count says it.
  fileprivate func words(isOne: Bool) -> String {
    switch self {
    case .breaks: isOne ? "breaks something" : "break something"
    case .weakens: isOne ? "weakens a promise" : "weaken promises"
    case .exposes: isOne ? "exposes something" : "expose something"
    case .note: "to be known"
    }
  }
}

extension VersionBump {
  /// What is said of the version.
  fileprivate var words: String {
    switch self {
    case .major: "the next version is a major one"
    case .minor: "the next version is a minor one"
    case .patch: "the next version is a patch"
    case .none: "the version stays"
    }
  }
}
