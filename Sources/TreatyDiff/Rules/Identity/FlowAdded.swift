import TreatyDiagnostics
import TreatyPlan

/// A flow is new.
public struct FlowAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .flowAdded, "flow-added", .note, .partner,
    title: "A flow is new",
    consequence: "It takes what is sent to its path from now on.",
    advice: "Nothing; look at what it sends where.",
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
        other:
          owner: front-desk
          on: {event: watch.alarm, path: /other, account: monitor-here}
          identify: item.id
          deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for flow in plans.flows.added where !plans.isDormant(flow.element.name, in: plans.old) {
      report.add(
        Self.about, at: plans.place(added: flow),
        "flow `\(flow.element.name)` is new, at `\(flow.element.trigger.path)`",
        after: flow.element.name)
    }
  }
}
