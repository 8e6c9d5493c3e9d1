import TreatyDiagnostics
import TreatyPlan

/// Unknown words fail.
public struct ElseRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .elseRemoved, "else-removed", .breaks, .promise,
    title: "Unknown words fail",
    consequence: "What is in no row becomes a dead letter instead of something.",
    advice: "See that all words that come have a row.",
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
          else: big
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
      guard table.new.otherwise == nil, let old = table.old.otherwise else { return }
      report.add(
        Self.about, at: place.part("else", pointer: "otherwise"),
        "table `\(table.new.name)` does not take words that are in no row",
        before: old.words)
    }
  }
}
