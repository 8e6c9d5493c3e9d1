import TreatyDiagnostics
import TreatyPlan

/// A table is new.
public struct TableAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tableAdded, "table-added", .note, .promise,
    title: "A table is new",
    consequence: "Something can be translated by it.",
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
      tables: {colour: {rows: {red: 1, green: 2}, to: int}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for table in plans.tables.added {
      report.add(
        Self.about, at: plans.place("tables", "table", table.element.name, new: table.index),
        "the table `\(table.element.name)` is new", after: table.element.name)
    }
  }
}
