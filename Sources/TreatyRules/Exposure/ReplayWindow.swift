import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Signed messages that are taken long after they were signed.
public struct ReplayWindow: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .replayWindow, name: "replay-window", severity: .warning,
      title: "Old messages are taken as new",
      summary: "A signed message is taken for longer than a quarter of an hour after it was signed.",
      why: """
        Whoever has got hold of a message can send it again as long as its signature counts: the door opens once \
        more, the order comes a second time. Clocks differ by seconds and deliveries take minutes, so five \
        minutes are enough for both.
        """,
      mend: """
        Leave `tolerance` out, or write a few minutes. Where a sender signs a message once and tries for hours \
        to deliver it, allow this with that as the reason.
        """,
      bad: """
        accounts:
          forge-here: {owner: front-desk, auth: {hmac: {secret: "${ secrets.forge-secret }", form: standard-webhooks, tolerance: 1h}}}
        secrets:
          forge-secret: {about: What the forge signs with}
        connectors:
          forge:
            auth: {hmac: {}}
            events: {pushed: {schema: {id: string}}}
        systems:
          forge: {connector: forge, posture: {party: partner}}
        flows:
          page:
            on: {event: forge.pushed, path: /forge, account: forge-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        """,
      good: """
        accounts:
          forge-here: {owner: front-desk, auth: {hmac: {secret: "${ secrets.forge-secret }", form: standard-webhooks, tolerance: 5m}}}
        secrets:
          forge-secret: {about: What the forge signs with}
        connectors:
          forge:
            auth: {hmac: {}}
            events: {pushed: {schema: {id: string}}}
        systems:
          forge: {connector: forge, posture: {party: partner}}
        flows:
          page:
            on: {event: forge.pushed, path: /forge, account: forge-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        """,
      related: [.unsignedWebhook, .openWebhook], canBeAllowed: true),
    reason: "whoever has got hold of a message can send it again all that time")

  /// The rule.
  public init() {}

  /// Looks at how old signed messages may be, where the time is signed along.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.own(\.accounts) {
      guard let hmac = account.value.auth.hmac, hmac.form == .standardWebhooks, let tolerance = hmac.tolerance,
        tolerance.value > 900_000
      else { continue }
      report.add(
        Self.about.finding(
          "account `\(account.name.value)` takes messages that were signed up to \(Interval.text(tolerance.value)) ago",
          at: tolerance.span, "more than 15m",
          mend: "write `5m`, or leave it out, which is the same"))
    }
  }
}
