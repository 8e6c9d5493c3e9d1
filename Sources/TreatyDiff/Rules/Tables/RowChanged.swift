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
      let rows = Matching(table.old.rows, table.new.rows, by: \.key.words)
      func add(_ key: String, _ old: String, _ new: String) {
        guard old != new else { return }
        report.add(
          Self.about, at: place.part("rows"), "`\(key)` of table `\(table.new.name)` becomes another word",
          before: "\(key): \(old)", after: "\(key): \(new)")
      }
      for row in rows.both { add(row.new.key.words, row.old.value.words, row.new.value.words) }
      if let otherwise = table.new.otherwise {
        for row in rows.removed { add(row.element.key.words, row.element.value.words, otherwise.words) }
      }
      if let otherwise = table.old.otherwise {
        for row in rows.added { add(row.element.key.words, otherwise.words, row.element.value.words) }
      }
    }
  }
}
