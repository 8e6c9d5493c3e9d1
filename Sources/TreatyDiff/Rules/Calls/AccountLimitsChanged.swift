import TreatyDiagnostics
import TreatyPlan

/// An account may be used more or less.
public struct AccountLimitsChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .accountLimitsChanged, "account-limits-changed", .weakens, .promise,
    title: "An account may be used more or less",
    consequence: """
      All systems that it is used for share what it may ask: with less everything waits longer, with more the vendor may say no.
      """,
    advice: "Hold it against what the vendor allows the account.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: spare-desk.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}, limits: {rate: 10/s}}}
      systems: {spare-desk: {connector: desk, url: 'https://a.example', account: spare, version: '2.4'}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: spare-desk.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}, limits: {rate: 5/s}}}
      systems: {spare-desk: {connector: desk, url: 'https://a.example', account: spare, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.account?.paceWords, system.new.account?.paceWords)
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("account.limits", pointer: "account"),
        "the account of system `\(system.new.name)` may be used otherwise", before: old ?? "without limit",
        after: new ?? "without limit")
    }
  }
}
