import TreatyDiagnostics
import TreatyPlan

/// Dead letters are kept for a longer time.
public struct DeadKeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deadKeptLonger, "dead-kept-longer", .exposes, .exposure,
    title: "Dead letters are kept for a longer time",
    consequence: "What they hold stays longer than it did.",
    advice: "Whoever answers for the data agrees to it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, dead: 30d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, dead: 90d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (before, after) = plans.retentions(flow)
      let (old, new) = (before.deadMilliseconds, after.deadMilliseconds)
      guard new > old else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention"),
        "dead letters of flow `\(flow.new.name)` are kept for a longer time", before: Words.duration(old),
        after: Words.duration(new))
    }
  }
}
