import TreatyDiagnostics
import TreatyPlan

/// A word is translated into another.
public struct RowChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rowChanged, "row-changed", .breaks, .promise,
    title: "A word is translated into another",
    consequence: "The same message gives another result from now on.",
    advice: "Tell who reads it; records have the old word until they change.",
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
          rows: {low: small, high: huge}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      for row in Matching(table.old.rows, table.new.rows, by: \.key.words).both where row.old.value != row.new.value {
        report.add(
          Self.about, at: place.part("rows"),
          "`\(row.new.key.words)` of table `\(table.new.name)` becomes another word",
          before: "\(row.old.key.words): \(row.old.value.words)", after: "\(row.new.key.words): \(row.new.value.words)")
      }
    }
  }
}
