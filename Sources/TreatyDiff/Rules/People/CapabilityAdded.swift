import TreatyDiagnostics
import TreatyPlan

/// A capability is new.
public struct CapabilityAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .capabilityAdded, "capability-added", .note, .people,
    title: "A capability is new",
    consequence: "Flows can serve it.",
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
      capabilities: {billing: {owner: front-desk, outcome: Bills are right, parts: {count: {about: Hours are counted}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "capabilities", "capability", plans)
  }
}
