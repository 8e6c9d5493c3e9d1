import TreatyDiagnostics
import TreatyPlan

/// It is seen sooner whether a system works.
public struct HealthFaster: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .healthFaster, "health-faster", .note, .partner,
    title: "It is seen sooner whether a system works",
    consequence: "The system is asked for its health more often.",
    advice: "See that it stands that.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', health: {get: /health, every: 10m}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', health: {get: /health, every: 1m}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachHealth { system, old, new, place in
      guard let old, let new, new.everyMilliseconds < old.everyMilliseconds else { return }
      report.add(
        Self.about, at: place.part("every"), "it is seen sooner whether system `\(system)` works",
        before: Words.duration(old.everyMilliseconds), after: Words.duration(new.everyMilliseconds))
    }
  }
}
