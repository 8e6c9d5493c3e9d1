import TreatyDiagnostics
import TreatyPlan

/// A model is of other fields.
public struct ModelSaidOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .modelSaidOtherwise, "model-said-otherwise", .breaks, .state, touchesState: true,
    also: [.exposes, .note],
    title: "A model is of other fields",
    consequence: "What is kept in step by it is another; what is stored of its fields has lost its base.",
    advice: "See what leans on it: `treaty show --impact`.",
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
      models: {crate: {fields: {id: string, weight: string}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let types = Set(plans.types.both.map(\.new.name))
    report.addChanged(
      Self.about, in: "models", "model", plans,
      level: { path in
        switch (path.first, path.last) {
        case ("about", _), ("owner", _): .note
        case (_, "class"), ("retention", _): .exposes
        default: nil
        }
      },
      // Those that something carried out is of are compared as types.
      concerns: { name, path in path.first != "fields" || !types.contains(name) })
  }
}
