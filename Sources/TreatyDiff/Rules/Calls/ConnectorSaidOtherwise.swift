import TreatyDiagnostics
import TreatyPlan

/// A connector says something else.
public struct ConnectorSaidOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .connectorSaidOtherwise, "connector-said-otherwise", .breaks, .partner,
    also: [.weakens, .exposes, .note],
    title: "A connector says something else",
    consequence: "What workflows, syncs and other packages ask of such systems by it is another.",
    advice: "See what leans on it: `treaty show --impact`.",
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
      connectors:
        yard:
          auth: {token: {}}
          operations:
            lift: {input: {id: string}, POST: "/lift/${ input.id }", safety: unsafe}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let delivered = plans.deliveredConnectors
    report.addChanged(
      Self.about, in: "connectors", "connector", plans,
      level: { path in
        switch path.first {
        case "about", "owner", "conformance", "interface": .note
        case "supports", "limits", "throttle": .weakens
        case "permissions": .exposes
        default: nil
        }
      },
      concerns: { name, path in !PlanPair.isCarriedOut(path, isDelivered: delivered.contains(name)) })
  }
}
