import TreatyDiagnostics
import TreatyPlan

/// A finding of security says something else.
public struct FindingChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .findingChanged, "finding-changed", .note, .exposure,
    also: [.weakens],
    title: "A finding of security says something else",
    consequence: "How bad it is, who mends it until when, or whether it is left as it is, is another.",
    advice: "Whoever answers for security agrees.",
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
      findings: {header: {on: [systems.help], severity: low, status: open, owner: front-desk, found: 2026-10-02, due: 2027-12-31}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(
      Self.about, in: "findings", "finding", plans,
      level: { ["status", "due", "severity", "on", "paths"].contains($0.first) ? .weakens : nil })
  }
}
