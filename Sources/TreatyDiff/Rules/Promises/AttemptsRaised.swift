import TreatyDiagnostics
import TreatyPlan

/// It is tried more often.
public struct AttemptsRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .attemptsRaised, "attempts-raised", .note, .promise,
    title: "It is tried more often",
    consequence: "A system that is down is asked more often.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {attempts: 3, deadline: 12h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {attempts: 9, deadline: 12h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard let attempts = old.attempts, attempts < new.attempts ?? .max else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"), "flow `\(flow.new.name)` tries more often",
        before: "\(attempts)",
        after: new.attempts.map { "\($0)" } ?? "without limit")
    }
  }
}
