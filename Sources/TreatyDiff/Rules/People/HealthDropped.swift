import TreatyDiagnostics
import TreatyPlan

/// Nothing sees any more whether a system works.
public struct HealthDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .healthDropped, "health-dropped", .weakens, .promise,
    title: "Nothing sees any more whether a system works",
    consequence: "When it is down, its failures are told as ours.",
    advice: "Ask it something that costs nothing, now and then.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', health: {get: /health, every: 1m}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachHealth { system, old, new, place in
      guard let old, new == nil else { return }
      report.add(
        Self.about, at: place, "nothing sees any more whether system `\(system)` works",
        before: "every \(Words.duration(old.everyMilliseconds))")
    }
  }
}
