import TreatyDiagnostics
import TreatyPlan

/// A word is translated that was not.
public struct RowAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rowAdded, "row-added", .note, .promise,
    title: "A word is translated that was not",
    consequence: "What failed with it, or became what `else` says, goes on.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables:
        grade:
          from: string
          to: string
          rows: {low: small}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables:
        grade:
          from: string
          to: string
          rows: {low: small, high: big}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      // What the others became says what this one was.
      guard table.old.otherwise == nil else { return }
      for row in Matching(table.old.rows, table.new.rows, by: \.key.words).added {
        report.add(
          Self.about, at: place.part("rows"), "`\(row.element.key.words)` of table `\(table.new.name)` has a row",
          after: "\(row.element.key.words): \(row.element.value.words)")
      }
    }
  }
}
