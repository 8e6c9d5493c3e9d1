import TreatyDiagnostics
import TreatyPlan

/// Treaty goes to a system as somebody else.
public struct ProofToSystemChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .proofToSystemChanged, "proof-to-system-changed", .breaks, .exposure,
    title: "Treaty goes to a system as somebody else",
    consequence: "Another secret is needed, and other rights are had: what the new account may not do is denied.",
    advice: "Bind the secret before the plan takes over, and see what the account may do.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-elsewhere, version: '2.4'}}
      accounts: {us-elsewhere: {owner: front-desk, auth: {token: '${ secrets.desk-hook }'}, review: {every: 90d, by: night-watch}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      guard system.old.authentication != system.new.authentication else { return }
      report.add(
        Self.about, at: place.part("account", pointer: "authentication"),
        "another account is used at system `\(system.new.name)`",
        before: system.old.authentication.words, after: system.new.authentication.words)
    }
  }
}
