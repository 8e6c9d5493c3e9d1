import TreatyDiagnostics
import TreatyPlan

/// A system is asked whether it works.
public struct HealthAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .healthAdded, "health-added", .note, .promise,
    title: "A system is asked whether it works",
    consequence: "It gets a few calls more.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
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
      guard let new, old == nil else { return }
      report.add(
        Self.about, at: place, "system `\(system)` is asked whether it works",
        after: "every \(Words.duration(new.everyMilliseconds))")
    }
  }
}
