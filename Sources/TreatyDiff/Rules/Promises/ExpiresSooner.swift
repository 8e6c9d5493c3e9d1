import TreatyDiagnostics
import TreatyPlan

/// Messages become too old sooner.
public struct ExpiresSooner: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .expiresSooner, "expires-sooner", .weakens, .promise,
    title: "Messages become too old sooner",
    consequence: "What waits longer than that is parked instead of delivered.",
    advice: "Compare it with the longest outage.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          expires: 2h
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          expires: 1h
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.expiresMilliseconds ?? .max, flow.new.expiresMilliseconds ?? .max)
      guard new < old else { return }
      report.add(
        Self.about, at: place.part("expires", pointer: "expiresMilliseconds"),
        "messages of flow `\(flow.new.name)` become too old sooner",
        before: flow.old.expiresMilliseconds.map(Words.duration) ?? "with its retry policy", after: Words.duration(new))
    }
  }
}
