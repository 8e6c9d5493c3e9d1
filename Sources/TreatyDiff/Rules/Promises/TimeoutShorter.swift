import TreatyDiagnostics
import TreatyPlan

/// An answer is waited for less long.
public struct TimeoutShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .timeoutShorter, "timeout-shorter", .weakens, .promise,
    title: "An answer is waited for less long",
    consequence: "What takes longer than that is looked up, or asked about, as if no answer had come.",
    advice: "Compare it with how long answers take: `treaty status` shows the 95th percentile.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {timeout: 30s}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {timeout: 3s}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.limits.timeoutMilliseconds, system.new.limits.timeoutMilliseconds)
      guard new < old else { return }
      report.add(
        Self.about, at: place.part("limits"), "answers of system `\(system.new.name)` are waited for less long",
        before: Words.duration(old),
        after: Words.duration(new))
    }
  }
}
