import TreatyDiagnostics
import TreatyPlan

/// What is in messages is kept for a shorter time.
public struct PayloadKeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .payloadKeptShorter, "payload-kept-shorter", .weakens, .promise, touchesState: true,
    title: "What is in messages is kept for a shorter time",
    consequence: "After that nobody can read or retry them.",
    advice: "See that dead letters are looked at in time.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 30d, payload: 7d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 30d, payload: 2d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.payloadMilliseconds ?? .max, after.payloadMilliseconds ?? .max)
      guard new < old else { return }
      func words(_ time: Int64) -> String { time == .max ? "as long as the message" : Words.duration(time) }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.payload"),
        "what is in messages of flow `\(flow.new.name)` is kept for a shorter time", before: words(old),
        after: words(new))
    }
  }
}
