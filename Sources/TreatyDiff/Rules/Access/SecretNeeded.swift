import TreatyDiagnostics
import TreatyPlan

/// A secret is needed that was not.
public struct SecretNeeded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .secretNeeded, "secret-needed", .breaks, .promise,
    title: "A secret is needed that was not",
    consequence: "A host without it does not take the plan.",
    advice: "Bind it at every host before the plan takes over.",
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
      secrets: {other-token: {about: Another}}
      accounts: {us-elsewhere: {owner: front-desk, auth: {token: '${ secrets.other-token }'}, review: {every: 90d, by: night-watch}}}
      systems: {old: {connector: desk, url: 'https://a.example', account: us-elsewhere, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for secret in plans.secrets.added {
      report.add(
        Self.about, at: plans.place("secrets", "secret", secret.element.name, new: secret.index),
        "the secret `\(secret.element.name)` is needed", after: secret.element.name)
    }
  }
}
