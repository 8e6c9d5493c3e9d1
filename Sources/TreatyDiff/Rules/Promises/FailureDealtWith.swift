import TreatyDiagnostics
import TreatyPlan

/// A failure is dealt with in another way.
public struct FailureDealtWith: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .failureDealtWith, "failure-dealt-with", .weakens, .promise,
    title: "A failure is dealt with in another way",
    consequence: "What fails in this way comes to another end than people are used to.",
    advice: "Tell who answers for the flow.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          failure: {classes: {conflict: {do: ask}}}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFailurePolicy { flow, failure, old, new, place in
      guard new != .skip, old != new else { return }
      report.add(
        Self.about, at: place, "`\(failure.rawValue)` in flow `\(flow)` is dealt with in another way",
        before: old?.rawValue ?? "as usual",
        after: new?.rawValue ?? "as usual")
    }
  }
}
