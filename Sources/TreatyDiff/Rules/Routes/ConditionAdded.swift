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
    plans.eachCondition { pair, place in
      guard pair.old == nil, let condition = pair.new else { return }
      let verdict = report.verdict(pair, at: place)
      guard verdict.kind != .same else { return }
      report.add(
        Self.about, at: place, "\(pair.words) does not go on with every item", after: condition.cel,
        examples: verdict.examples)
    }
  }
}
