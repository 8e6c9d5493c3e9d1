import TreatyDiagnostics

/// Changes as a person reads them, by subject, the worst first.
public enum ChangeText {
  /// The report, with a line's end.
  /// - Parameter details: whether what comes of a change, and what to do about it, is said.
  public static func report(_ comparison: Comparison, details: Bool = true) -> String {
    guard !comparison.changes.isEmpty else { return "no change of meaning\n" }
    var lines = [head(comparison)]
    var subject: String?
    for change in comparison.changes {
      if change.subject != subject {
        subject = change.subject
        lines += ["", change.subject + (change.owner.map { " (\($0))" } ?? "")]
      }
      lines += self.lines(change, details)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the version must become, and how much of what there is.
  static func head(_ comparison: Comparison) -> String {
    let counts = ChangeLevel.allCases.compactMap { level in
      comparison.counts[level].map { "\($0) \(level.words(isOne: $0 == 1))" }
    }
    let state = comparison.changes.count(where: \.touchesState)
    return "\(comparison.bump.words): " + counts.joined(separator: ", ")
      + (state == 0 ? "" : "; \(state) of them \(state == 1 ? "touches" : "touch") what is stored")
  }

  private static func lines(_ change: Change, _ details: Bool) -> [String] {
    var lines = ["  \(change.code.name) \(change.level.rawValue): \(change.message)"]
    if let before = change.before { lines.append("    - \(before)") }
    if let after = change.after { lines.append("    + \(after)") }
    guard details else { return lines }
    lines.append("    what comes of it: \(change.consequence)")
    lines.append("    what to do: \(change.advice)")
    return lines
  }
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
