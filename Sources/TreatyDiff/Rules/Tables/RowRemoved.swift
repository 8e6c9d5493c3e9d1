import TreatyDiagnostics
import TreatyPlan

/// A word is not translated any more.
public struct RowRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rowRemoved, "row-removed", .breaks, .promise,
    title: "A word is not translated any more",
    consequence: "What comes with it fails, or becomes what `else` says.",
    advice: "Keep the row as long as somebody sends the word.",
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
          rows: {low: small, high: big}
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
          rows: {low: small}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      // It becomes what the others do.
      guard table.new.otherwise == nil else { return }
      for row in Matching(table.old.rows, table.new.rows, by: \.key.words).removed {
        report.add(
          Self.about, at: place.part("rows"),
          "`\(row.element.key.words)` of table `\(table.new.name)` has no row any more",
          before: "\(row.element.key.words): \(row.element.value.words)")
      }
    }
  }
}
