import TreatyDiagnostics
import TreatyPlan

/// It is seen by something else whether a system works.
public struct HealthAskedOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .healthAskedOtherwise, "health-asked-otherwise", .weakens, .people,
    title: "It is seen by something else whether a system works",
    consequence: "Alerts may blame it for what others do, or others for what it does.",
    advice: "Try it while the system is up, and while it is down.",
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
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', health: {get: /ready, every: 1m}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachHealth { system, old, new, place in
      guard let old, let new else { return }
      var (before, after) = (old, new)
      // How often has a rule of its own.
      (before.everyMilliseconds, after.everyMilliseconds) = (0, 0)
      guard before != after, let was = PlannedContent(of: before), let now = PlannedContent(of: after) else { return }
      for difference in ContentDifference.all(was, now, plans.meaning) {
        report.add(
          Self.about, at: place.part(difference.name, pointer: ""),
          "it is seen by something else whether system `\(system)` works",
          before: difference.before, after: difference.after)
      }
    }
  }
}
