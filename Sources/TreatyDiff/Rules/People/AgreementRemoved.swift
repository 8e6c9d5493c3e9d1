import TreatyDiagnostics
import TreatyPlan

/// An agreement is gone.
public struct AgreementRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .agreementRemoved, "agreement-removed", .breaks, .people,
    title: "An agreement is gone",
    consequence: "What it allowed is not allowed any more, and nobody is bound by it.",
    advice: "All its parties agree.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      agreements:
        closing:
          between: [front-desk, night-watch]
          on: [flows.page]
          allows: [shared-scope]
          agreed: 2025-09-01
          until: 2027-08-31
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
    report.addRemoved(Self.about, from: "agreements", "agreement", plans)
  }
}
