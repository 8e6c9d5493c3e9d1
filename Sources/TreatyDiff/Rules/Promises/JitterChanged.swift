import TreatyDiagnostics
import TreatyPlan

/// Tries are spread in another way.
public struct JitterChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .jitterChanged, "jitter-changed", .note, .promise,
    title: "Tries are spread in another way",
    consequence: "Pauses between tries differ by another measure of chance.",
    advice: "Nothing, unless a system is asked too much at once.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h, jitter: none}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {deadline: 12h, jitter: full}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard new.jitter != old.jitter, new.jitter != .none else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"),
        "tries of flow `\(flow.new.name)` are spread in another way",
        before: old.jitter.rawValue, after: new.jitter.rawValue)
    }
  }
}
