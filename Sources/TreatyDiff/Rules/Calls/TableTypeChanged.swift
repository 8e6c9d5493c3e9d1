import TreatyDiagnostics
import TreatyPlan

/// A table is from or to another type.
public struct TableTypeChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tableTypeChanged, "table-type-changed", .breaks, .promise,
    title: "A table is from or to another type",
    consequence: "Rows are found by other values, or give others.",
    advice: "See every place that reads it.",
    before: """
      tables: {grade: {from: string, to: string, rows: {"1": small, "2": big}, else: other}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ tables.grade[item.host] }"}}]
      """,
    after: """
      tables: {grade: {from: int, to: string, rows: {"1": small, "2": big}, else: other}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ tables.grade[item.count] }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      for (part, before, after) in [("from", table.old.from, table.new.from), ("to", table.old.to, table.new.to)]
      where before != after {
        report.add(
          Self.about, at: place.part(part), "table `\(table.new.name)` is \(part) another type", before: before.text,
          after: after.text)
      }
    }
  }
}
