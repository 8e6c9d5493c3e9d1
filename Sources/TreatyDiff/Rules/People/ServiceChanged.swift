import TreatyDiagnostics
import TreatyPlan

/// A service says something else.
public struct ServiceChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .serviceChanged, "service-changed", .note, .people,
    title: "A service says something else",
    consequence: "Owner, promises or what it depends on are others.",
    advice: "Its owner agrees.",
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
      services: {stock: {owner: night-watch}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "services", "service", plans)
  }
}
