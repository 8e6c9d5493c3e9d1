import TreatyDiagnostics
import TreatyPlan

/// A flow is not carried out any more.
public struct FlowDormant: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .flowDormant, "flow-dormant", .breaks, .promise,
    title: "A flow is not carried out any more",
    consequence: "It says something now that no host can do: the plan is not run.",
    advice: "Take out what `treaty check` names, or wait for a host that can.",
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
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
    for flow in plans.flows.removed where plans.isDormant(flow.element.name, in: plans.new) {
      report.add(
        Self.about, at: plans.place(removed: flow), "flow `\(flow.element.name)` is not carried out any more",
        before: "carried out")
    }
  }
}
