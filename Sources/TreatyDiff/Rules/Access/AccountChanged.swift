import TreatyDiagnostics
import TreatyPlan

/// An account says something else.
public struct AccountChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .accountChanged, "account-changed", .weakens, .exposure,
    title: "An account says something else",
    consequence: "Who answers for it, how often it is reviewed, or what it may do is another.",
    advice: "Whoever reviews it agrees.",
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
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 180d, by: night-watch}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "accounts", "account", plans)
  }
}
