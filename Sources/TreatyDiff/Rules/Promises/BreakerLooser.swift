import TreatyDiagnostics
import TreatyPlan

/// A system that fails is left alone later, or for less long.
public struct BreakerLooser: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .breakerLooser, "breaker-looser", .weakens, .partner,
    title: "A system that fails is left alone later, or for less long",
    consequence: "It has less time to recover, and others wait for its timeouts.",
    advice: "See that the system stands it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h, breaker: {failures: 5, pause: 1m}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h, breaker: {failures: 50, pause: 1m}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (plans.retries(flow).old.breaker ?? .standard, plans.retries(flow).new.breaker ?? .standard)
      guard new.failures > old.failures || new.pauseMilliseconds < old.pauseMilliseconds else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry.breaker"),
        "flow `\(flow.new.name)` leaves a system that fails alone later, or for less long",
        before: old.words, after: new.words)
    }
  }
}
