import TreatyDiagnostics
import TreatyPlan

/// An agreement says something else.
public struct AgreementChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .agreementChanged, "agreement-changed", .weakens, .people,
    title: "An agreement says something else",
    consequence: "Its parties are bound by something else.",
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
      agreements:
        closing:
          between: [front-desk, night-watch]
          on: [flows.page]
          allows: [shared-scope]
          agreed: 2025-09-01
          until: 2027-12-31
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "agreements", "agreement", plans)
  }
}
