import TreatyDiagnostics
import TreatyPlan

/// A capability is gone.
public struct CapabilityRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .capabilityRemoved, "capability-removed", .weakens, .people,
    title: "A capability is gone",
    consequence: "Nothing says any more what the flows that served it are for.",
    advice: "See what served it.",
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "capabilities", "capability", plans)
  }
}
