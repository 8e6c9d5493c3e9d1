import TreatyDiagnostics
import TreatyPlan

/// Other items go on.
public struct ConditionChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .conditionChanged, "condition-changed", .weakens, .promise,
    title: "Other items go on",
    consequence: "Some of what was delivered may be left out, or the other way round.",
    advice: "Try both on what comes in: `treaty eval --lines` says for each what holds.",
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
          where: item.level == 'high'
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachChangedCondition { pair, old, new, place in
      let verdict = report.verdict(pair, at: place)
      guard verdict.kind == .other else { return }
      report.add(
        Self.about, at: place, "\(pair.words) goes on with other items", before: old, after: new,
        examples: verdict.examples)
    }
  }
}
