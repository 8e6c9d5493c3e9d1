import TreatyDiagnostics
import TreatyPlan

/// A service is gone.
public struct ServiceRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .serviceRemoved, "service-removed", .weakens, .people,
    title: "A service is gone",
    consequence: "What is escalated by it, and who depends on it, is not known any more.",
    advice: "See what named it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      services: {stock: {owner: front-desk}}
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
    report.addRemoved(Self.about, from: "services", "service", plans)
  }
}
