import TreatyDiagnostics
import TreatyPlan

/// A finding of security is new.
public struct FindingAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .findingAdded, "finding-added", .note, .exposure,
    title: "A finding of security is new",
    consequence: "It must be mended until its day.",
    advice: "Nothing.",
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
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      findings: {header: {on: [systems.help], severity: low, status: open, owner: front-desk, found: 2026-10-02, due: 2026-12-31}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "findings", "finding", plans)
  }
}
