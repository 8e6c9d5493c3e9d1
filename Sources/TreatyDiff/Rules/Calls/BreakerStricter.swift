import TreatyDiagnostics
import TreatyPlan

/// A system that fails is left alone sooner, or for longer.
public struct BreakerStricter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .breakerStricter, "breaker-stricter", .note, .promise,
    title: "A system that fails is left alone sooner, or for longer",
    consequence: "What goes there waits longer after an outage.",
    advice: "Hold it against how long outages last.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {first: 1s, max: 1m, deadline: 1h, breaker: {failures: 5, pause: 10s}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {first: 1s, max: 1m, deadline: 1h, breaker: {failures: 5, pause: 60s}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (retry, other) = plans.retries(flow)
      let (old, new) = (retry.breaker ?? .standard, other.breaker ?? .standard)
      guard new.failures < old.failures || new.pauseMilliseconds > old.pauseMilliseconds else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry.breaker"),
        "flow `\(flow.new.name)` leaves a system that fails alone sooner, or for longer", before: old.words,
        after: new.words)
    }
  }
}
