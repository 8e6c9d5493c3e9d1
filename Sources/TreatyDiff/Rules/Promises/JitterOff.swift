import TreatyDiagnostics
import TreatyPlan

/// Tries come all at once.
public struct JitterOff: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .jitterOff, "jitter-off", .weakens, .promise,
    title: "Tries come all at once",
    consequence: "After an outage everything that waits asks in the same moment.",
    advice: "Keep the jitter.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 12h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 12h, jitter: none}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard new.jitter == .none, old.jitter != .none else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"),
        "tries of flow `\(flow.new.name)` are not spread any more",
        before: old.jitter.rawValue,
        after: new.jitter.rawValue)
    }
  }
}
