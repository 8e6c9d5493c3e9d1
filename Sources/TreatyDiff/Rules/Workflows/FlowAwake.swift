import TreatyDiagnostics
import TreatyPlan

/// A flow is carried out from now on.
public struct FlowAwake: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .flowAwake, "flow-awake", .note, .partner,
    title: "A flow is carried out from now on",
    consequence: "It takes what is sent to its path.",
    advice: "Look at what it sends where.",
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
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for flow in plans.flows.added where plans.isDormant(flow.element.name, in: plans.old) {
      report.add(
        Self.about, at: plans.place(added: flow), "flow `\(flow.element.name)` is carried out from now on",
        after: "carried out")
    }
  }
}
