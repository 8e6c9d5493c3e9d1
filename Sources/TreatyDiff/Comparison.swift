public import TreatyPlan

/// What a change from one plan to another means.
public struct Comparison: Sendable {
  /// All changes: by subject, the worst first in each, and subjects by the worst in them.
  public let changes: [Change]
  /// The plans.
  public let old, new: Plan

  /// Compares two plans.
  public init(_ old: Plan, _ new: Plan) {
    (self.old, self.new) = (old, new)
    let pair = PlanPair(old, new)
    var report = ChangeReport()
    // Names alone, or the order of declarations, are in no plan: equal plans have nothing to say.
    if old != new { for rule in ChangeRules.all { rule.init().compare(pair, &report) } }
    changes = Comparison.sorted(report.changes)
  }

  private static func sorted(_ changes: [Change]) -> [Change] {
    let worst = Dictionary(changes.map { ($0.subject, $0.level) }, uniquingKeysWith: min)
    return changes.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.subject != b.subject {
        let (first, second) = (worst[a.subject] ?? .note, worst[b.subject] ?? .note)
        return first == second ? a.subject < b.subject : first < second
      }
      if a.level != b.level { return a.level < b.level }
      return a.path == b.path ? left.offset < right.offset : a.path < b.path
    }.map(\.element)
  }

  /// What the version must become at least.
  public var bump: VersionBump { changes.map(\.level).min().map(VersionBump.init) ?? .none }

  /// How many there are of each level.
  public var counts: [ChangeLevel: Int] { changes.reduce(into: [:]) { $0[$1.level, default: 0] += 1 } }
}

/// Which part of a semantic version (semver.org) must rise.
public enum VersionBump: String, Hashable, Sendable, Codable, CaseIterable {
  /// What worked does not.
  case major
  /// There is more, or it is promised less.
  case minor
  /// What nobody relies on.
  case patch
  /// Nothing is different.
  case none

  /// What a change of a level needs.
  init(_ level: ChangeLevel) {
    switch level {
    case .breaks: self = .major
    case .weakens, .exposes: self = .minor
    case .note: self = .patch
    }
  }
}
