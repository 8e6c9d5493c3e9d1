import TreatyDiagnostics
import TreatyPlan

/// An alert has another name.
public struct AlertNameChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .alertNameChanged, "alert-name-changed", .weakens, .people,
    title: "An alert has another name",
    consequence: "Whoever looks for it, groups by it or is silenced for it looks for the old one.",
    advice: "Tell whoever has rules for it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          failure: {alert: page-fails, after: 3}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          failure: {alert: paging-fails, after: 3}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      // A name that was none is told with what is told by it.
      guard let before = old.alert, before != new.alert else { return }
      report.add(
        Self.about, at: place.part("failure.alert", pointer: "failures"),
        "failures of flow `\(flow)` have another name",
        before: before, after: new.alert)
    }
  }
}
