import TreatyDiagnostics
import TreatyPlan

/// A finding of security is gone.
public struct FindingRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .findingRemoved, "finding-removed", .weakens, .exposure,
    title: "A finding of security is gone",
    consequence: "Nobody is told any more what was found, or when it must be mended.",
    advice: "Keep it as `fixed` for as long as somebody may ask.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      findings: {header: {on: [systems.help], severity: low, status: open, owner: front-desk, found: 2026-10-02, due: 2026-12-31}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "findings", "finding", plans)
  }
}
