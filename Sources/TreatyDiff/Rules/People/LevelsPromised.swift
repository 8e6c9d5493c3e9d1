import TreatyDiagnostics
import TreatyPlan

/// A flow promises something new.
public struct LevelsPromised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .levelsPromised, "levels-promised", .note, .promise,
    title: "A flow promises something new",
    consequence: "Alerts come where it is missed.",
    advice: "See that the systems behind it can keep it.",
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
          levels: {success: 99%}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      let promised = Set((old.levels?.promises ?? []).map(\.name))
      for now in new.levels?.promises ?? [] where !promised.contains(now.name) {
        report.add(
          Self.about, at: place.part("levels.\(now.name)", pointer: "levels"), "flow `\(flow)` promises `\(now.name)`",
          after: now.words)
      }
    }
  }
}
