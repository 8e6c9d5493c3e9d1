import TreatyDiagnostics
import TreatyPlan

/// Some items do not go on any more.
public struct ConditionAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .conditionAdded, "condition-added", .weakens, .promise,
    title: "Some items do not go on any more",
    consequence: "What the condition does not hold for is taken, and nothing is done with it.",
    advice: "See that nobody relies on what is left out now.",
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
          where: item.count > 3
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard flow.old.condition == nil, let condition = flow.new.condition else { return }
      report.add(
        Self.about, at: place.part("where"), "flow `\(flow.new.name)` does not go on with every item",
        after: condition.cel)
    }
  }
}
