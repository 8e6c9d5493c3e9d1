import TreatyDiagnostics
import TreatyPlan

/// A system is asked less often.
public struct RateLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rateLowered, "rate-lowered", .weakens, .promise,
    title: "A system is asked less often",
    consequence: "A burst takes longer to go through.",
    advice: "Compare it with how much comes at most: `treaty status` shows rates.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {rate: 50/s}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {rate: 5/s}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      guard let new = system.new.limits.ratePerSecond, new < system.old.limits.ratePerSecond ?? .infinity else {
        return
      }
      report.add(
        Self.about, at: place.part("limits"), "system `\(system.new.name)` is asked less often",
        before: system.old.limits.ratePerSecond.map(Words.rate) ?? "without limit", after: Words.rate(new))
    }
  }
}
