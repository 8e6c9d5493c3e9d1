import TreatyDiagnostics
import TreatyPlan

/// A flow is new that no host carries out yet.
public struct DormantFlowAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantFlowAdded, "dormant-flow-added", .note, .partner,
    title: "A flow is new that no host carries out yet",
    consequence: "It says something that no host can do: the plan is not run until one can.",
    advice: "`treaty check` says what that is.",
    before: """
      tables: {grade: {from: string, to: string, rows: {low: small}}}
      """,
    after: """
      tables: {grade: {from: string, to: string, rows: {low: small}}}
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "flows", "flow", plans)
  }
}
