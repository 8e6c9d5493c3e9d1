import TreatyDiagnostics
import TreatyPlan

/// A field is written with something else.
public struct FieldChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldChanged, "field-changed", .weakens, .promise,
    title: "A field is written with something else",
    consequence: "Records have the old value until they change.",
    advice: "Try both on what comes in, and tell who reads it.",
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
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host } down"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachWrittenField { field, place in
      guard let old = field.old, let new = field.new, !plans.meaning.isSame(old, new),
        let examples = report.examples(old, new, field.standing, as: .value)
      else { return }
      report.add(
        Self.about, at: place, "`\(field.name)` of `\(field.target)` is written with something else", before: old.words,
        after: new.words, examples: examples)
    }
  }
}
