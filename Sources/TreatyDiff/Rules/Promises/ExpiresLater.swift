import TreatyDiagnostics
import TreatyPlan

/// Messages become too old later.
public struct ExpiresLater: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .expiresLater, "expires-later", .note, .promise,
    title: "Messages become too old later",
    consequence: "What is late is delivered all the same.",
    advice: "See that it is still wanted by then.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          expires: 1h
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          expires: 2h
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.expiresMilliseconds ?? .max, flow.new.expiresMilliseconds ?? .max)
      guard new > old else { return }
      report.add(
        Self.about, at: place.part("expires", pointer: "expiresMilliseconds"),
        "messages of flow `\(flow.new.name)` become too old later",
        before: Words.duration(old), after: flow.new.expiresMilliseconds.map(Words.duration) ?? "with its retry policy")
    }
  }
}
