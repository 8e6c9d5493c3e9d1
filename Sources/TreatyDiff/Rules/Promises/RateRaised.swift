import TreatyDiagnostics
import TreatyPlan

/// A system is asked more often.
public struct RateRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rateRaised, "rate-raised", .weakens, .partner,
    title: "A system is asked more often",
    consequence: "It may refuse what comes too fast, or serve others more slowly.",
    advice: "Ask who runs it what it stands.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {rate: 5/s}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {rate: 50/s}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      guard let old = system.old.limits.ratePerSecond, old < system.new.limits.ratePerSecond ?? .infinity else {
        return
      }
      report.add(
        Self.about, at: place.part("limits"), "system `\(system.new.name)` is asked more often",
        before: Words.rate(old),
        after: system.new.limits.ratePerSecond.map(Words.rate) ?? "without limit")
    }
  }
}
