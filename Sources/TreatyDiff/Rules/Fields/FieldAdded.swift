import TreatyDiagnostics
import TreatyPlan

/// A field is written that was not.
public struct FieldAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldAdded, "field-added", .note, .partner,
    title: "A field is written that was not",
    consequence: "It is set on records with their next change, not before.",
    advice: "Nothing, unless somebody else writes it: then his value is lost.",
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
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", note: "x"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachWrittenField { field, place in
      guard field.old == nil, let new = field.new else { return }
      report.add(Self.about, at: place, "`\(field.name)` of `\(field.target)` is written", after: new.words)
    }
  }
}
