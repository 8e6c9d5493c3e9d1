import TreatyDiagnostics
import TreatyPlan

/// A flow goes before others.
public struct PriorityRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .priorityRaised, "priority-raised", .note, .promise,
    title: "A flow goes before others",
    consequence: "While a system is busy what others deliver there comes later.",
    advice: "See that what goes later can wait.",
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
          priority: urgent
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.priority ?? .normal, flow.new.priority ?? .normal)
      guard new.rank < old.rank else { return }
      report.add(
        Self.about, at: place.part("priority"), "flow `\(flow.new.name)` goes before others", before: old.rawValue,
        after: new.rawValue)
    }
  }
}
