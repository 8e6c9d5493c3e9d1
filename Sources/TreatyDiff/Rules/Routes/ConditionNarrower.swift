import TreatyDiagnostics
import TreatyPlan

/// Fewer items go on: a part of those that did.
public struct ConditionNarrower: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .conditionNarrower, "condition-narrower", .weakens, .promise,
    title: "Fewer items go on",
    consequence: "Nothing is delivered that was not before; some of what was may not be any more.",
    advice: "See that nobody relies on what is left out now.",
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
          where: item.count > 4
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachChangedCondition { pair, old, new, place in
      let verdict = report.verdict(pair, at: place)
      guard verdict.kind == .narrower else { return }
      report.add(
        Self.about, at: place, "\(pair.words) goes on with fewer items", before: old, after: new,
        examples: verdict.examples)
    }
  }
}
