import TreatyDiagnostics
import TreatyPlan

/// A retention policy says something else that nothing is kept by yet.
public struct DormantRetentionChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantRetentionChanged, "dormant-retention-changed", .weakens, .exposure,
    also: [.note],
    title: "A retention policy says something else that nothing is kept by yet",
    consequence: "What will be kept by it goes sooner, or stays longer.",
    advice: "Whoever the data belong to agrees.",
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          retention: month
      policies: {retention: {month: {done: 30d, dead: 90d}}}
      """,
    after: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          retention: month
      policies: {retention: {month: {done: 7d, dead: 90d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachIdle(
      \.retentions, "retention", "retention policy", name: \.name, of: \.retention,
      // They count for all of the package.
      besides: ["audit", "log"]
    ) { policy in
      report.add(
        Self.about, at: policy.place, "retention policy `\(policy.name)` \(policy.what)", before: policy.before,
        after: policy.after,
        // What is new is used by nothing, and of what is gone nothing was.
        level: policy.isWhole ? .note : nil)
    }
  }
}
