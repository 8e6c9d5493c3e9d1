import TreatyDiagnostics
import TreatyPlan

/// Messages are kept for a longer time.
public struct KeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .keptLonger, "kept-longer", .exposes, .exposure,
    title: "Messages are kept for a longer time",
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
      policies: {retention: {mine: {done: 30d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.doneMilliseconds, after.doneMilliseconds)
      guard new > old else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention"),
        "messages of flow `\(flow.new.name)` are kept for a longer time", before: Words.duration(old),
        after: Words.duration(new))
    }
  }
}
