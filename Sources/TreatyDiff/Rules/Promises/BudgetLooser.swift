import TreatyDiagnostics
import TreatyPlan

/// More of the calls may be second attempts.
public struct BudgetLooser: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .budgetLooser, "budget-looser", .weakens, .partner,
    title: "More of the calls may be second attempts",
    consequence: "A system that fails already has more to do.",
    advice: "Keep the budget.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h, budget: 10%}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (plans.retries(flow).old.budget ?? 1, plans.retries(flow).new.budget ?? 1)
      guard new > old else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry.budget"),
        "more of the calls of flow `\(flow.new.name)` may be second attempts",
        before: Words.percentage(old), after: Words.percentage(new))
    }
  }
}
