import TreatyDiagnostics
import TreatyPlan

/// A connector is gone.
public struct ConnectorRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .connectorRemoved, "connector-removed", .note, .partner,
    title: "A connector is gone",
    consequence: "Systems of its kind cannot be spoken to by it; those that were have another.",
    advice: "Nothing.",
    before: """
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
    report.addRemoved(Self.about, from: "connectors", "connector", plans)
  }
}
