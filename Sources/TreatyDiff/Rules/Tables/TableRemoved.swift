import TreatyDiagnostics
import TreatyPlan

/// A table is gone.
public struct TableRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tableRemoved, "table-removed", .note, .promise,
    title: "A table is gone",
    consequence: "Nothing translates by it any more; what did says something else now.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables: {colour: {rows: {red: 1, green: 2}, to: int}}
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
    for table in plans.tables.removed {
      report.add(
        Self.about, at: plans.place("tables", "table", table.element.name, old: table.index),
        "the table `\(table.element.name)` is gone", before: table.element.name)
    }
  }
}
