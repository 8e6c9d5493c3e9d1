import TreatyDiagnostics
import TreatyPlan

/// A connector is new.
public struct ConnectorAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .connectorAdded, "connector-added", .note, .partner,
    title: "A connector is new",
    consequence: "Systems of its kind can be spoken to.",
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
      connectors:
        yard:
          auth: {token: {}}
          operations:
            lift: {input: {id: string}, POST: "/lift/${ input.id }", safety: idempotent}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "connectors", "connector", plans)
  }
}
