import TreatyDiagnostics
import TreatyPlan

/// It takes more failures until somebody is told.
public struct ToldLater: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .toldLater, "told-later", .weakens, .people,
    title: "It takes more failures until somebody is told",
    consequence: "Somebody hears of a failure later.",
    advice: "Who answers for the flow agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, after: 2}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, after: 20}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard let before = old.after, new.after ?? .max > before else { return }
      report.add(
        Self.about, at: place.part("failure.after", pointer: "failures"),
        "it takes more failures of flow `\(flow)` until somebody is told", before: "\(before)",
        after: new.after.map { "\($0)" })
    }
  }
}
