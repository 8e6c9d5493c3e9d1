import TreatyDiagnostics
import TreatyPlan

/// A flow promises something no more.
public struct LevelsDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .levelsDropped, "levels-dropped", .weakens, .promise,
    title: "A flow promises something no more",
    consequence: "Nobody is told when it is missed.",
    advice: "Who relies on it agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          levels: {success: 99%}
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
    plans.eachFlowCare { flow, old, new, place in
      let promised = Set((new.levels?.promises ?? []).map(\.name))
      for was in old.levels?.promises ?? [] where !promised.contains(was.name) {
        report.add(
          Self.about, at: place.part("levels.\(was.name)", pointer: "levels"),
          "flow `\(flow)` does not promise `\(was.name)` any more", before: was.words)
      }
    }
  }
}
