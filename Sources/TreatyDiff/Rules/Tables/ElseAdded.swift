import TreatyDiagnostics
import TreatyPlan

/// Unknown words are not noticed any more.
public struct ElseAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .elseAdded, "else-added", .weakens, .promise,
    title: "Unknown words are not noticed any more",
    consequence: "What is in no row becomes something instead of a dead letter.",
    advice: "See that somebody would notice a word that is new.",
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
          rows: {low: small}
          else: big
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachTable { table, place in
      guard table.old.otherwise == nil, let new = table.new.otherwise else { return }
      report.add(
        Self.about, at: place.part("else", pointer: "otherwise"),
        "table `\(table.new.name)` takes words that are in no row", after: new.words)
    }
  }
}
