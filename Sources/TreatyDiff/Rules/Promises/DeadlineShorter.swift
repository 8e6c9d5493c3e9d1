import TreatyDiagnostics
import TreatyPlan

/// It is tried for a shorter time.
public struct DeadlineShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deadlineShorter, "deadline-shorter", .weakens, .promise,
    title: "It is tried for a shorter time",
    consequence: "An outage that is longer than that ends in dead letters.",
    advice: "Compare it with the longest outage that the system has had.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 12h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 2h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard new.deadlineMilliseconds < old.deadlineMilliseconds else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"), "flow `\(flow.new.name)` gives up sooner",
        before: Words.duration(old.deadlineMilliseconds),
        after: Words.duration(new.deadlineMilliseconds))
    }
  }
}
