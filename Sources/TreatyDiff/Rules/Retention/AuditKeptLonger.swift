import TreatyDiagnostics
import TreatyPlan

/// The audit trail is kept for a longer time.
public struct AuditKeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .auditKeptLonger, "audit-kept-longer", .note, .promise,
    title: "The audit trail is kept for a longer time",
    consequence: "It takes more room.",
    advice: "See that there is room.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, audit: 3000d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, audit: 3650d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let (old, new) = (
      RetentionPolicy.auditMilliseconds(plans.old.retentions), RetentionPolicy.auditMilliseconds(plans.new.retentions)
    )
    guard new > old else { return }
    report.add(
      Self.about, at: plans.place("policies.retention", "audit trail", "audit"),
      "the audit trail is kept for a longer time",
      before: Words.duration(old), after: Words.duration(new))
  }
}
