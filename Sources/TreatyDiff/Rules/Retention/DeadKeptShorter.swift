import TreatyDiagnostics
import TreatyPlan

/// Dead letters are kept for a shorter time.
public struct DeadKeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deadKeptShorter, "dead-kept-shorter", .weakens, .promise, touchesState: true,
    title: "Dead letters are kept for a shorter time",
    consequence: "What nobody has seen to by then is gone for good.",
    advice: "See that somebody looks at dead letters in time.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, dead: 90d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, dead: 30d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.deadMilliseconds, after.deadMilliseconds)
      guard new < old else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention"),
        "dead letters of flow `\(flow.new.name)` are kept for a shorter time", before: Words.duration(old),
        after: Words.duration(new))
    }
  }
}
