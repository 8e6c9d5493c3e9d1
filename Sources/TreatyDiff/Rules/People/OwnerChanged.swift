import TreatyDiagnostics
import TreatyPlan

/// Somebody else answers for a flow.
public struct OwnerChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .ownerChanged, "owner-changed", .note, .people,
    title: "Somebody else answers for a flow",
    consequence: "Alerts of it go to another team.",
    advice: "Both teams know of it.",
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
          owner: night-watch
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard flow.old.owner != flow.new.owner else { return }
      report.add(
        Self.about, at: place.part("owner"), "somebody else answers for flow `\(flow.new.name)`",
        before: flow.old.owner, after: flow.new.owner)
    }
  }
}
