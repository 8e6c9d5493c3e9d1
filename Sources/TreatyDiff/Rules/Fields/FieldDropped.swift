import TreatyDiagnostics
import TreatyPlan

/// A field is not written any more.
public struct FieldDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldDropped, "field-dropped", .breaks, .partner,
    title: "A field is not written any more",
    consequence: "It keeps what it has, and what is new has none.",
    advice: "Tell who reads it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", note: "x"}}]
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
    plans.eachWrittenField { field, place in
      guard field.new == nil, let old = field.old else { return }
      report.add(
        Self.about, at: place, "`\(field.name)` of `\(field.target)` is not written any more", before: old.words)
    }
  }
}
