import TreatyDiagnostics
import TreatyPlan

/// An agreement is new.
public struct AgreementAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .agreementAdded, "agreement-added", .note, .people,
    title: "An agreement is new",
    consequence: "It allows what its parties have agreed to.",
    advice: "All its parties agree.",
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
      agreements:
        closing:
          between: [front-desk, night-watch]
          on: [flows.page]
          allows: [shared-scope]
          agreed: 2025-09-01
          until: 2027-08-31
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "agreements", "agreement", plans)
  }
}
