import TreatyDiagnostics
import TreatyPlan

/// A vendor's support is gone.
public struct ContractRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .contractRemoved, "contract-removed", .weakens, .people,
    title: "A vendor's support is gone",
    consequence: "Nobody is called there any more when the vendor's system is down.",
    advice: "See who is called instead.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      contracts: {van-support: {vendor: Van House, contacts: {mail: help@vans.example}, hours: office-hours}}
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
    report.addRemoved(Self.about, from: "contracts", "contract", plans)
  }
}
