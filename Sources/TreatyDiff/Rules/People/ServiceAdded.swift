import TreatyDiagnostics
import TreatyPlan

/// A service is new.
public struct ServiceAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .serviceAdded, "service-added", .note, .people,
    title: "A service is new",
    consequence: "Flows and systems can belong to it.",
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
      services: {stock: {owner: front-desk}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "services", "service", plans)
  }
}
