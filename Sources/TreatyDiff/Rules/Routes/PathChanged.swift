import TreatyDiagnostics
import TreatyPlan

/// A flow takes its webhooks at another path.
public struct PathChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .pathChanged, "path-changed", .breaks, .partner,
    title: "A flow takes its webhooks at another path",
    consequence: "Who sends to the old path is told that there is nothing.",
    advice: """
      Keep the old path until the sender has changed: a second flow of the same kind can take it meanwhile.
      """,
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
          on: {event: watch.alarm, path: /alarms, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.trigger.path, flow.new.trigger.path)
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("on.path", pointer: "trigger"), "flow `\(flow.new.name)` is at another path",
        before: old, after: new)
    }
  }
}
