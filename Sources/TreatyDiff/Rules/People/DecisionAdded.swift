import TreatyDiagnostics
import TreatyPlan

/// A decision is new.
public struct DecisionAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .decisionAdded, "decision-added", .note, .people,
    title: "A decision is new",
    consequence: "What it demands is held against the package.",
    advice: "Nothing.",
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
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      decisions: {topology: {kind: hub-or-direct, by: front-desk, date: 2026-01-20, criteria: {cost: 2}, options: {hub: {scores: {cost: 9}}, direct: {scores: {cost: 3}}}, outcome: hub}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "decisions", "decision", plans)
  }
}
