import TreatyDiagnostics
import TreatyPlan

/// A decision is gone.
public struct DecisionRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .decisionRemoved, "decision-removed", .weakens, .people,
    title: "A decision is gone",
    consequence: "Nobody can read any more why it was done so, and what it demanded is not held against the package.",
    advice: "Let another decision replace it (`replaces`), so that the reason stays.",
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "decisions", "decision", plans)
  }
}
