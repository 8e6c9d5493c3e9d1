import TreatyDiagnostics
import TreatyPlan

/// A vendor's support is new.
public struct ContractAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .contractAdded, "contract-added", .note, .people,
    title: "A vendor's support is new",
    consequence: "It can be called when the vendor's system is down.",
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
      contracts: {van-support: {vendor: Van House, contacts: {mail: help@vans.example}, hours: office-hours}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "contracts", "contract", plans)
  }
}
