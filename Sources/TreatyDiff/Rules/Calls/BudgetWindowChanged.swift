import TreatyDiagnostics
import TreatyPlan

/// What is promised counts over another time.
public struct BudgetWindowChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .budgetWindowChanged, "budget-window-changed", .weakens, .promise,
    title: "What is promised counts over another time",
    consequence: "Whoever is told that a budget burns is told sooner, later or not at all.",
    advice: "Hold it against what was agreed.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          levels: {success: 99.9%, over: 30d}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          levels: {success: 99.9%, over: 90d}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard let before = old.levels, let after = new.levels, before.windowWords != after.windowWords else { return }
      report.add(
        Self.about, at: place.part("levels.over", pointer: "levels"),
        "what flow `\(flow)` promises counts over another time",
        before: before.windowWords, after: after.windowWords)
    }
  }
}
