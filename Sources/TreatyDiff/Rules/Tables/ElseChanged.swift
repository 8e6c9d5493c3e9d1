import TreatyDiagnostics
import TreatyPlan

/// Unknown words become something else.
public struct ElseChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .elseChanged, "else-changed", .weakens, .promise,
    title: "Unknown words become something else",
    consequence: "What is in no row gives another result from now on.",
    advice: "Tell who reads it.",
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
          else: huge
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      guard let old = table.old.otherwise, let new = table.new.otherwise, old != new else { return }
      report.add(
        Self.about, at: place.part("else", pointer: "otherwise"),
        "what is in no row of table `\(table.new.name)` becomes something else",
        before: old.words, after: new.words)
    }
  }
}
