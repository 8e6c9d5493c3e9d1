import TreatyDiagnostics
import TreatyPlan

/// A model is gone.
public struct ModelRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .modelRemoved, "model-removed", .note, .state,
    title: "A model is gone",
    consequence: "Nothing is kept in step by it any more; what was says something else now.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      models: {crate: {fields: {id: string, weight: int}}}
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
    report.addRemoved(Self.about, from: "models", "model", plans)
  }
}
