import TreatyDiagnostics
import TreatyPlan

/// It is tried for a longer time.
public struct DeadlineLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deadlineLonger, "deadline-longer", .note, .promise,
    title: "It is tried for a longer time",
    consequence: "What is late arrives later instead of not at all.",
    advice: "See that it is still wanted by then.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 2h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 12h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard new.deadlineMilliseconds > old.deadlineMilliseconds else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"), "flow `\(flow.new.name)` gives up later",
        before: Words.duration(old.deadlineMilliseconds),
        after: Words.duration(new.deadlineMilliseconds))
    }
  }
}
