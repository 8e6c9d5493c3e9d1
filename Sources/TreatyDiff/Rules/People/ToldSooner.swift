import TreatyDiagnostics
import TreatyPlan

/// It takes fewer failures until somebody is told.
public struct ToldSooner: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .toldSooner, "told-sooner", .note, .people,
    title: "It takes fewer failures until somebody is told",
    consequence: "Somebody is called more often.",
    advice: "Whoever is called agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, after: 20}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, after: 5}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard let after = new.after, after < old.after ?? .max else { return }
      report.add(
        Self.about, at: place.part("failure.after", pointer: "failures"),
        "it takes fewer failures of flow `\(flow)` until somebody is told", before: old.after.map { "\($0)" },
        after: "\(after)")
    }
  }
}
