import TreatyDiagnostics
import TreatyPlan

/// An account is gone.
public struct AccountRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .accountRemoved, "account-removed", .note, .exposure,
    title: "An account is gone",
    consequence: "Nobody reviews it any more: it may still be open at the other side.",
    advice: "Close it at the system.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}}}
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
    report.addRemoved(Self.about, from: "accounts", "account", plans)
  }
}
