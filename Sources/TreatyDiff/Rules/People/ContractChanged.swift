import TreatyDiagnostics
import TreatyPlan

/// A vendor's support is another.
public struct ContractChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .contractChanged, "contract-changed", .weakens, .people,
    title: "A vendor's support is another",
    consequence: "Hours, contacts or promised times are others.",
    advice: "Hold it against the contract.",
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
      contracts: {van-support: {vendor: Van House, contacts: {mail: night@vans.example}, hours: office-hours}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "contracts", "contract", plans)
  }
}
