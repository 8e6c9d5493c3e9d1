import TreatyDiagnostics
import TreatyPlan

/// The audit trail is kept for a shorter time.
public struct AuditKeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .auditKeptShorter, "audit-kept-shorter", .breaks, .promise, touchesState: true,
    title: "The audit trail is kept for a shorter time",
    consequence: "Its oldest entries are removed, and nobody can say any more who changed what then.",
    advice: "Whoever audits agrees to it; `treaty audit export` keeps what goes.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, audit: 3650d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, audit: 3000d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let (old, new) = (
      RetentionPolicy.auditMilliseconds(plans.old.retentions), RetentionPolicy.auditMilliseconds(plans.new.retentions)
    )
    guard new < old else { return }
    report.add(
      Self.about, at: plans.place("policies.retention", "audit trail", "audit"),
      "the audit trail is kept for a shorter time",
      before: Words.duration(old), after: Words.duration(new))
  }
}
