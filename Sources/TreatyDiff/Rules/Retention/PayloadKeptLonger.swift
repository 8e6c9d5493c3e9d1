import TreatyDiagnostics
import TreatyPlan

/// What is in messages is kept for a longer time.
public struct PayloadKeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .payloadKeptLonger, "payload-kept-longer", .exposes, .exposure,
    title: "What is in messages is kept for a longer time",
    consequence: "What says something about people stays longer than they were told.",
    advice: "Whoever answers for the data agrees to it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 30d, payload: 2d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 30d, payload: 7d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.payloadMilliseconds ?? .max, after.payloadMilliseconds ?? .max)
      guard new > old else { return }
      func words(_ time: Int64) -> String { time == .max ? "as long as the message" : Words.duration(time) }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.payload"),
        "what is in messages of flow `\(flow.new.name)` is kept for a longer time", before: words(old),
        after: words(new))
    }
  }
}
