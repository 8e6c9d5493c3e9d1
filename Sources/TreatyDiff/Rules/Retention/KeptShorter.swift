import TreatyDiagnostics
import TreatyPlan

/// Messages are kept for a shorter time.
public struct KeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .keptShorter, "kept-shorter", .weakens, .promise, touchesState: true,
    title: "Messages are kept for a shorter time",
    consequence: "What is older than that is removed as soon as the plan has taken over, also what ended before.",
    advice: "See that nobody has to show it any longer; a hold keeps what must stay: `treaty hold add`.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 30d}}}
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
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.doneMilliseconds, after.doneMilliseconds)
      guard new < old else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention"),
        "messages of flow `\(flow.new.name)` are kept for a shorter time", before: Words.duration(old),
        after: Words.duration(new))
    }
  }
}
