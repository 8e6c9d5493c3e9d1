import TreatyDiagnostics
import TreatyPlan

/// A flow is gone.
public struct FlowRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .flowRemoved, "flow-removed", .breaks, .state, touchesState: true,
    title: "A flow is gone",
    consequence: """
      What it has not delivered yet has nowhere to go, and what it made is not kept in step any more.
      """,
    advice: """
      Let it run dry first: stop the sender, wait until `treaty status` shows nothing open, then take it out. If it has another \
      name now, say so with `was`.
      """,
    before: """
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
    let likeness = Likeness(plans.flows.removed.map(\.element), plans.flows.added.map(\.element), by: \.name)
    for flow in plans.flows.removed where !plans.isDormant(flow.element.name, in: plans.new) {
      report.add(
        Self.about, at: plans.place(removed: flow), "flow `\(flow.element.name)` is gone", before: flow.element.name,
        likely: likeness.newName(of: flow.element.name))
    }
  }
}
