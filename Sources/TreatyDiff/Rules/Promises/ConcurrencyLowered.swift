import TreatyDiagnostics
import TreatyPlan

/// Fewer calls are out at a time.
public struct ConcurrencyLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .concurrencyLowered, "concurrency-lowered", .weakens, .promise,
    title: "Fewer calls are out at a time",
    consequence: "A burst takes longer to go through.",
    advice: "Compare it with how much comes at most.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {concurrency: 20}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', limits: {concurrency: 2}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.limits.concurrency, system.new.limits.concurrency)
      guard new < old else { return }
      report.add(
        Self.about, at: place.part("limits"), "fewer calls to system `\(system.new.name)` are out at a time",
        before: "\(old)", after: "\(new)")
    }
  }
}
