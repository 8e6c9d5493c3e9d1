import TreatyDiagnostics
import TreatyPlan

/// A retry policy says something else that nothing runs by yet.
public struct DormantRetryChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantRetryChanged, "dormant-retry-changed", .weakens, .promise,
    also: [.note],
    title: "A retry policy says something else that nothing runs by yet",
    consequence: "What will run by it gives up sooner or later, or asks more often.",
    advice: "See it as if it ran.",
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          retry: quick
      policies: {retry: {quick: {max: 10s, deadline: 10m}}}
      """,
    after: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          retry: quick
      policies: {retry: {quick: {max: 10s, deadline: 5m}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachIdle(\.retries, "retry", "retry policy", name: \.name, of: \.retry) { policy in
      report.add(
        Self.about, at: policy.place, "retry policy `\(policy.name)` \(policy.what)", before: policy.before,
        after: policy.after,
        // What is new is used by nothing, and of what is gone nothing was.
        level: policy.isWhole ? .note : nil)
    }
  }
}
