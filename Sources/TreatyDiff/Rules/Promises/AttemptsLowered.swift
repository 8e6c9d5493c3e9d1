import TreatyDiagnostics
import TreatyPlan

/// It is tried less often.
public struct AttemptsLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .attemptsLowered, "attempts-lowered", .weakens, .promise,
    title: "It is tried less often",
    consequence: "What an outage of the same length did not lose becomes a dead letter.",
    advice: "See that somebody looks at dead letters.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {attempts: 9, deadline: 12h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {attempts: 3, deadline: 12h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard let attempts = new.attempts, attempts < old.attempts ?? .max else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"), "flow `\(flow.new.name)` tries less often",
        before: old.attempts.map { "\($0)" } ?? "without limit",
        after: "\(attempts)")
    }
  }
}
