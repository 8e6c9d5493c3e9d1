import TreatyDiagnostics
import TreatyPlan

/// A flow promises more.
public struct LevelsRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .levelsRaised, "levels-raised", .note, .promise,
    title: "A flow promises more",
    consequence: "Alerts come sooner.",
    advice: "See that the systems behind it can keep it.",
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
          levels: {success: 99.9%}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard let before = old.levels, let after = new.levels else { return }
      let promised = Dictionary(after.promises.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      for was in before.promises {
        guard let now = promised[was.name], now.amount > was.amount else { continue }
        report.add(
          Self.about, at: place.part("levels.\(was.name)", pointer: "levels"),
          "flow `\(flow)` promises more: `\(was.name)`", before: was.words, after: now.words)
      }
    }
  }
}
