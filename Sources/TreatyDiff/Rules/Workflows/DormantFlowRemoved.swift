import TreatyDiagnostics
import TreatyPlan

/// A flow is gone that no host carries out yet.
public struct DormantFlowRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantFlowRemoved, "dormant-flow-removed", .weakens, .state,
    title: "A flow is gone that no host carries out yet",
    consequence: "It will not do what it was to do.",
    advice: "Nothing is stored of it.",
    before: """
      tables: {grade: {from: string, to: string, rows: {low: small}}}
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      tables: {grade: {from: string, to: string, rows: {low: small}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "flows", "flow", plans)
  }
}
