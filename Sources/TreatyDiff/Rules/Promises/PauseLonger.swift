import TreatyDiagnostics
import TreatyPlan

/// It is tried again later.
public struct PauseLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .pauseLonger, "pause-longer", .note, .promise,
    title: "It is tried again later",
    consequence: "After an outage it takes longer until what waits is delivered.",
    advice: "Hold it against what is promised.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 1m, deadline: 12h}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retry: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retry: {mine: {max: 10m, deadline: 12h}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retries(flow)
      guard
        new.maxMilliseconds > old.maxMilliseconds || new.firstMilliseconds > old.firstMilliseconds
          || new.factor > old.factor
      else { return }
      report.add(
        Self.about, at: plans.retryPlace(flow, place, "retry"), "flow `\(flow.new.name)` waits longer between tries",
        before: old.pauseWords, after: new.pauseWords)
    }
  }
}
