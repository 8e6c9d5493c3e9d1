import TreatyDiagnostics
import TreatyPlan

/// A decision says something else.
public struct DecisionChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .decisionChanged, "decision-changed", .note, .people,
    also: [.weakens],
    title: "A decision says something else",
    consequence: "What was decided, when, by whom or for what reason is another.",
    advice: "Whoever decided it agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      decisions: {topology: {kind: hub-or-direct, by: front-desk, date: 2026-01-20, criteria: {cost: 2}, options: {hub: {scores: {cost: 9}}, direct: {scores: {cost: 3}}}, outcome: hub}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      decisions: {topology: {kind: hub-or-direct, by: front-desk, date: 2026-01-20, criteria: {cost: 2}, options: {hub: {scores: {cost: 8}}, direct: {scores: {cost: 3}}}, outcome: hub}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(
      Self.about, in: "decisions", "decision", plans,
      // What is decided, and what it demands, is more than how it was arrived at.
      level: { ["outcome", "requires", "binds", "status"].contains($0.first) ? .weakens : nil })
  }
}
