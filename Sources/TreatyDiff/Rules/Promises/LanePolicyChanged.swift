import TreatyDiagnostics
import TreatyPlan

/// What is behind a dead letter is dealt with in another way.
public struct LanePolicyChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .lanePolicyChanged, "lane-policy-changed", .weakens, .promise,
    title: "What is behind a dead letter is dealt with in another way",
    consequence: "What concerns the same record waits until somebody has seen to it, or goes past it.",
    advice: "Tell who looks after dead letters.",
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
          failure: {lane: block}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.failures?.lane ?? .pass, flow.new.failures?.lane ?? .pass)
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("failure.lane", pointer: "failures"),
        "behind a dead letter of flow `\(flow.new.name)` it is another way",
        before: old.rawValue, after: new.rawValue)
    }
  }
}
