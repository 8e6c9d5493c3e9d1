import TreatyDiagnostics
import TreatyPlan

/// A flow lets others go first.
public struct PriorityLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .priorityLowered, "priority-lowered", .weakens, .promise,
    title: "A flow lets others go first",
    consequence: "While a system is busy what the flow delivers comes later.",
    advice: "Tell who waits for it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          priority: urgent
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
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
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.priority ?? .normal, flow.new.priority ?? .normal)
      guard new.rank > old.rank else { return }
      report.add(
        Self.about, at: place.part("priority"), "flow `\(flow.new.name)` lets others go first", before: old.rawValue,
        after: new.rawValue)
    }
  }
}
