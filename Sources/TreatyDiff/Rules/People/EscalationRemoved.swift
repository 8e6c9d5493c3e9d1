import TreatyDiagnostics
import TreatyPlan

/// An escalation policy is gone.
public struct EscalationRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .escalationRemoved, "escalation-removed", .weakens, .people,
    title: "An escalation policy is gone",
    consequence: "What was escalated by it is told to its owner alone.",
    advice: "Name another for what used it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {escalation: {quick: {steps: [{call: front-desk}, {after: 5m, call: night-watch}]}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "policies.escalation", "escalation policy", plans)
  }
}
