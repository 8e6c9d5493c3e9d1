import TreatyDiagnostics
import TreatyPlan

/// An account is new.
public struct AccountAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .accountAdded, "account-added", .exposes, .exposure,
    title: "An account is new",
    consequence: "Somebody can act under it from now on.",
    advice: "Whoever owns the system agrees; see that it has no more rights than the flows need.",
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
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "accounts", "account", plans)
  }
}
