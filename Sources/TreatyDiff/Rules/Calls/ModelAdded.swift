import TreatyDiagnostics
import TreatyPlan

/// A model is new.
public struct ModelAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .modelAdded, "model-added", .note, .state,
    title: "A model is new",
    consequence: "Something can be kept in step by it.",
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
      models: {crate: {fields: {id: string, weight: int}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "models", "model", plans)
  }
}
