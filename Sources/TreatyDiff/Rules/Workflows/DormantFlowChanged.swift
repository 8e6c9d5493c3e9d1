import TreatyDiagnostics
import TreatyPlan

/// A flow says something else that no host carries out yet.
public struct DormantFlowChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantFlowChanged, "dormant-flow-changed", .weakens, .state,
    title: "A flow says something else that no host carries out yet",
    consequence: "What it will do is something else.",
    advice: """
      See it as if it ran: what is told apart by another key, goes elsewhere or is promised less will be so from its first day.
      """,
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.host
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "flows", "flow", plans) { path in
      switch path.first {
      case "identify", "each", "on": .breaks
      case "correlate", "where", "map", "deliver", "lookup", "validate", "failure", "levels", "retry", "retention",
        "expires", "unsure":
        .weakens
      default: .note
      }
    }
  }
}
