import TreatyDiagnostics
import TreatyPlan

/// More items go on, with all of those that did.
public struct ConditionWider: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .conditionWider, "condition-wider", .weakens, .promise,
    title: "More items go on",
    consequence: "What was delivered still is, and there will be more of it.",
    advice: "See that the systems behind it take as much, and want it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          where: item.level == 'high'
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          where: item.level == 'high' || item.count > 4
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachChangedCondition { pair, old, new, place in
      let verdict = report.verdict(pair, at: place)
      guard verdict.kind == .wider else { return }
      report.add(
        Self.about, at: place, "\(pair.words) goes on with more items", before: old, after: new,
        examples: verdict.examples)
    }
  }
}
