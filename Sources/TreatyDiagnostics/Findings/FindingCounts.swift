/// How many findings there are: live ones by severity, and those that do not count.
public struct FindingCounts: Hashable, Sendable {
  /// Faults of Treaty's own.
  public private(set) var bugs = 0
  /// Live errors.
  public private(set) var errors = 0
  /// Live warnings.
  public private(set) var warnings = 0
  /// Live notes.
  public private(set) var notes = 0
  /// Findings that a comment allows.
  public private(set) var suppressed = 0
  /// Findings that are in the baseline.
  public private(set) var baselined = 0

  /// Live findings of a severity.
  public subscript(severity: Severity) -> Int {
    switch severity {
    case .bug: bugs
    case .error: errors
    case .warning: warnings
    case .note: notes
    }
  }

  /// All that are live.
  public var live: Int { bugs + errors + warnings + notes }

  mutating func add(_ severity: Severity, _ state: FindingState) {
    switch (state, severity) {
    case (.suppressed, _): suppressed += 1
    case (.baselined, _): baselined += 1
    case (.live, .bug): bugs += 1
    case (.live, .error): errors += 1
    case (.live, .warning): warnings += 1
    case (.live, .note): notes += 1
    }
  }

  /// Live ones in words: `2 errors, 1 warning`; empty where there are none.
  public var words: String {
    [
      (bugs, "fault of Treaty", "faults of Treaty"), (errors, "error", "errors"), (warnings, "warning", "warnings"),
      (notes, "note", "notes"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
  }

  /// Those that do not count, in words: `1 allowed, 2 in the baseline`; empty where there are none.
  public var wordsOfOthers: String {
    [(suppressed, "allowed"), (baselined, "in the baseline")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }
}
