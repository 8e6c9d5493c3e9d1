import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A partner's webhook that is not signed.
public struct UnsignedWebhook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unsignedWebhook, name: "unsigned-webhook", severity: .warning,
      title: "A webhook from outside is not signed",
      summary: "A partner's or public system sends events with a token, a key or a password, and not signed.",
      why: """
        A fixed token goes along with each message. Whoever has seen one message, in a log or a proxy of the \
        other house, can send any other. A signature is made anew over the bytes of each message, and the secret \
        never leaves the sender.
        """,
      mend: """
        Use an account with `hmac` or `mutual-tls`, and set the same up at the sender. Its connector must say \
        under `auth` that such systems can do it.
        """,
      bad: """
        connectors:
          forge:
            auth: {token: {}, hmac: {}}
            events: {pushed: {schema: {id: string}}}
        systems:
          forge: {connector: forge, posture: {party: partner}}
        accounts:
          forge-here: {owner: front-desk, auth: {token: "${ secrets.forge-secret }"}}
        secrets:
          forge-secret: {about: What the forge shows when it sends}
        flows:
          page:
            on: {event: forge.pushed, path: /forge, account: forge-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        """,
      good: """
        connectors:
          forge:
            auth: {token: {}, hmac: {}}
            events: {pushed: {schema: {id: string}}}
        systems:
          forge: {connector: forge, posture: {party: partner}}
        accounts:
          forge-here: {owner: front-desk, auth: {hmac: {secret: "${ secrets.forge-secret }"}}}
        secrets:
          forge-secret: {about: What the forge signs with}
        flows:
          page:
            on: {event: forge.pushed, path: /forge, account: forge-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        """,
      related: [.openWebhook, .replayWindow], canBeAllowed: true),
    reason: "whoever has seen one message can send any other")

  /// The rule.
  public init() {}

  /// Looks at what comes over HTTP from systems that are neither the house's own nor run for it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      for intake in activity.intakes {
        guard let party = intake.party, intake.path != nil, let name = intake.account else { continue }
        let posture = party.system.value.posture.party
        guard posture.value == .partner || posture.value == .public,
          let kind = package.find(name, in: \.accounts)?.value.auth.kind, [.token, .apiKey, .basic].contains(kind)
        else { continue }
        let signing = party.connector.value.auth.kinds.filter { $0 == .hmac || $0 == .mutualTLS }
        let list = signing.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        report.add(
          Self.about.finding(
            "what `\(party.systemName)` sends is shown to be its own by `\(kind.rawValue)`, and not signed",
            at: name.span,
            "proves itself by `\(kind.rawValue)`", related: [Label(span: posture.span, text: "not the house's own")],
            mend: list.isEmpty
              ? "if such systems can sign, declare `hmac: {}` under `auth` of the connector, and use an account with it"
              : "use an account with \(list), and set that up at the sender"))
      }
    }
  }
}
