import TreatyDiagnostics
import TreatyPlan

/// A flow takes another kind of event.
public struct EventChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .eventChanged, "event-changed", .breaks, .partner,
    title: "A flow takes another kind of event",
    consequence: "What was taken is held against another shape, and may be refused.",
    advice: "Give the new event a flow of its own, and take the old one out when nobody sends it any more.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: help.changed, path: /alarm, account: desk-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (plans.old.event(of: flow.old), plans.new.event(of: flow.new))
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("on.event", pointer: "trigger"), "flow `\(flow.new.name)` takes another event",
        before: old, after: new)
    }
  }
}
