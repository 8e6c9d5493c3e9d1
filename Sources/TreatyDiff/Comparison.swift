import TreatyDiagnostics
public import TreatyPlan

/// What a change from one plan to another means.
public struct Comparison: Sendable {
  /// All changes: by subject, the worst first in each, and subjects by the worst in them.
  public internal(set) var changes: [Change]
  /// Approvals for the new version that fit none of the changes.
  public private(set) var needlessApprovals: [Approvals.Entry] = []
  /// The plans.
  public let old, new: Plan
  /// Declarations of the old plan that have another name in the new one, and say so.
  public let renames: [PlannedRename]
  /// What samples showed; `nil` where there were none to run.
  public internal(set) var samples: SampleReport?

  /// Compares two plans.
  /// - Parameter approvals: what somebody has agreed to.
  public init(_ old: Plan, _ new: Plan, approvals: Approvals = Approvals()) {
    (self.old, self.new) = (old, new)
    let pair = PlanPair(old, new)
    renames = pair.renames
    var report = ChangeReport(pair)
    // Names alone, or the order of declarations, are in no plan: equal plans have nothing to say.
    if old != new { for rule in ChangeRules.all { rule.init().compare(pair, &report) } }
    changes = Comparison.sorted(report.changes)
    approve(approvals.entries.filter { $0.version == new.version })
  }

  private mutating func approve(_ approvals: [Approvals.Entry]) {
    let entries = Dictionary(approvals.map { ($0.change, $0) }, uniquingKeysWith: { first, _ in first })
    for index in changes.indices { changes[index].approval = entries[changes[index].fingerprint.description] }
    let found = Set(changes.map { $0.fingerprint.description })
    needlessApprovals = approvals.filter { !found.contains($0.change) }
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

  /// The version held against that.
  public var version: VersionCheck { VersionCheck(from: old.version, to: new.version, needing: bump) }

  /// How many there are of each level.
  public var counts: [ChangeLevel: Int] { changes.reduce(into: [:]) { $0[$1.level, default: 0] += 1 } }

  /// Whether there is a change of one of these levels that nobody has agreed to.
  public func needsApproval(_ levels: Set<ChangeLevel>) -> Bool {
    changes.contains { levels.contains($0.level) && $0.approval == nil }
  }
}
