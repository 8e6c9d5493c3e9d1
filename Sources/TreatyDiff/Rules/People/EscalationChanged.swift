import TreatyDiagnostics
import TreatyPlan

/// Who is called, or when, is another.
public struct EscalationChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .escalationChanged, "escalation-changed", .weakens, .people,
    title: "Who is called, or when, is another",
    consequence: "Somebody hears of a failure later, in another way, or not at all.",
    advice: "Everybody who was in it, and everybody who is now, agrees.",
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
      policies: {escalation: {quick: {steps: [{call: front-desk}, {after: 30m, call: night-watch}]}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "policies.escalation", "escalation policy", plans)
  }
}
