import TreatyDiagnostics
import TreatyPlan

/// A capability says something else.
public struct CapabilityChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .capabilityChanged, "capability-changed", .note, .people,
    title: "A capability says something else",
    consequence: "What flows are for is put in another way.",
    advice: "Its owner agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      capabilities: {billing: {owner: front-desk, outcome: Bills are right, parts: {count: {about: Hours are counted}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      capabilities: {billing: {owner: front-desk, outcome: Bills are right and in time, parts: {count: {about: Hours are counted}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "capabilities", "capability", plans)
  }
}
