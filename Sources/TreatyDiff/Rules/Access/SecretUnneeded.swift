import TreatyDiagnostics
import TreatyPlan

/// A secret is not needed any more.
public struct SecretUnneeded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .secretUnneeded, "secret-unneeded", .note, .exposure,
    title: "A secret is not needed any more",
    consequence: "It stays where it is bound until somebody takes it away.",
    advice: "Revoke it, and take it away from the hosts.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      secrets: {other-token: {about: Another}}
      accounts: {us-elsewhere: {owner: front-desk, auth: {token: '${ secrets.other-token }'}, review: {every: 90d, by: night-watch}}}
      systems: {old: {connector: desk, url: 'https://a.example', account: us-elsewhere, version: '2.4'}}
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
    for secret in plans.secrets.removed {
      report.add(
        Self.about, at: plans.place("secrets", "secret", secret.element.name, old: secret.index),
        "the secret `\(secret.element.name)` is not needed any more", before: secret.element.name)
    }
  }
}
