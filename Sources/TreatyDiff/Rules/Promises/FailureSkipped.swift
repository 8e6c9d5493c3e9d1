import TreatyDiagnostics
import TreatyPlan

/// A failure leaves no dead letter.
public struct FailureSkipped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .failureSkipped, "failure-skipped", .breaks, .promise,
    title: "A failure leaves no dead letter",
    consequence: "What fails in this way is left out, and nobody is asked.",
    advice: "See that nobody needs it: what is skipped stands in the trace and the audit trail alone.",
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
          failure: {classes: {gone: {do: skip}}}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFailurePolicy { flow, failure, old, new, place in
      guard new == .skip, old != .skip else { return }
      report.add(
        Self.about, at: place, "`\(failure.rawValue)` in flow `\(flow)` leaves no dead letter",
        before: old?.rawValue ?? "as usual",
        after: new?.rawValue)
    }
  }
}
