import TreatyDiagnostics
import TreatyPlan

/// A legal hold is gone.
public struct HoldRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .holdRemoved, "hold-removed", .breaks, .promise, touchesState: true,
    title: "A legal hold is gone",
    consequence: "What it kept is removed as soon as its time has come, which may be at once.",
    advice: "Whoever asked for the hold agrees to it in writing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, hold: {reason: A lawsuit}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard let hold = old.hold, new.hold == nil else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.hold"),
        "nothing holds what flow `\(flow.new.name)` keeps any more",
        before: hold.reason)
    }
  }
}
