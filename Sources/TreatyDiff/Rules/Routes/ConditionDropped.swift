import TreatyDiagnostics
import TreatyPlan

/// Items go on that did not.
public struct ConditionDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .conditionDropped, "condition-dropped", .weakens, .promise,
    title: "Items go on that did not",
    consequence: "What was left out is delivered now: there will be more of it.",
    advice: "See that the systems behind it take as much, and want it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          where: item.count > 3
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachCondition { pair, place in
      guard pair.new == nil, let condition = pair.old else { return }
      let verdict = report.verdict(pair, at: place)
      guard verdict.kind != .same else { return }
      report.add(
        Self.about, at: place, "\(pair.words) goes on with every item", before: condition.cel,
        examples: verdict.examples)
    }
  }
}
