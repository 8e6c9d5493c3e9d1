import TreatyDiagnostics
import TreatyPlan

/// Failures of a flow go to somebody else.
public struct EscalatedElsewhere: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .escalatedElsewhere, "escalated-elsewhere", .weakens, .people,
    title: "Failures of a flow go to somebody else",
    consequence: "Others are called than before.",
    advice: "Both agree.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, escalate: by-day}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {alert: page-fails, owner: night-watch}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard old.escalation != new.escalation || old.owner != new.owner && new.escalation == nil else { return }
      report.add(
        Self.about, at: place.part("failure", pointer: "failures"), "failures of flow `\(flow)` go to somebody else",
        before: old.escalation ?? old.owner, after: new.escalation ?? new.owner)
    }
  }
}
