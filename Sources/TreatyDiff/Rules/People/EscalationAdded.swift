import TreatyDiagnostics
import TreatyPlan

/// An escalation policy is new.
public struct EscalationAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .escalationAdded, "escalation-added", .note, .people,
    title: "An escalation policy is new",
    consequence: "It can be named by flows and services.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {escalation: {quick: {steps: [{call: front-desk}, {after: 5m, call: night-watch}]}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "policies.escalation", "escalation policy", plans)
  }
}
