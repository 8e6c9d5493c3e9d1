import TreatyDiagnostics
import TreatyPlan

/// A legal hold is there.
public struct HoldAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .holdAdded, "hold-added", .note, .promise,
    title: "A legal hold is there",
    consequence: "Nothing of it is removed while it stands, whatever its time.",
    advice: "See that there is room for it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, hold: {reason: A lawsuit}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard old.hold == nil, let hold = new.hold else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.hold"),
        "what flow `\(flow.new.name)` keeps is held", after: hold.reason)
    }
  }
}
