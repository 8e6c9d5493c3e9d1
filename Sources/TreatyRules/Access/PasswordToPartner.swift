import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A password that is sent to somebody else's system.
public struct PasswordToPartner: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .passwordToPartner, name: "password-to-partner", severity: .warning,
      title: "A password is sent to another house's system",
      summary: "The account at a partner's or a public system proves itself with a name and a password.",
      why: """
        A password goes along with each call, to a house whose logs and people nobody here knows. It opens all \
        that the account can do, pages for people included, for as long as nobody changes it. A token can be \
        bound to a purpose and taken back by itself.
        """,
      mend: """
        Use what else the system takes: `oauth2`, a token, or a certificate. Its connector says which, under \
        `auth`.
        """,
      bad: """
        systems:
          agency: {connector: crew, url: https://agency.example.net, account: us-at-agency, posture: {party: partner}}
        accounts:
          us-at-agency: {owner: front-desk, auth: {basic: {user: treaty, password: "${ secrets.agency-password }"}}}
        secrets:
          agency-password: {about: Password at the agency}
        """,
      good: """
        systems:
          agency: {connector: desk, url: https://agency.example.net, account: us-at-agency, posture: {party: partner}}
        accounts:
          us-at-agency: {owner: front-desk, auth: {token: "${ secrets.agency-token }"}}
        secrets:
          agency-token: {about: Token of the account at the agency}
        """,
      related: [.weakAuthentication, .unsignedWebhook], canBeAllowed: true),
    reason: "a password opens all that the account can do, wherever it is written down on the way")

  /// The rule.
  public init() {}

  /// Looks at the accounts of systems that are neither the house's own nor run for it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      let party = system.value.posture.party
      guard party.value == .partner || party.value == .public, let name = system.value.account,
        let account = package.account(of: system), account.value.auth.kind == .basic
      else { continue }
      let others = package.find(system.value.connector, in: \.connectors)?.value.auth.kinds.filter {
        $0 != .basic && $0 != .hmac
      }
      let list = (others ?? []).map { "`\($0.rawValue)`" }.joined(separator: " or ")
      report.add(
        Self.about.finding(
          "account `\(account.name.value)` sends a password to `\(system.name.value)`, a \(party.value.rawValue) system",
          at: name.span, "proves itself by `basic`",
          related: [
            Label(span: party.span, text: "not the house's own"), Label(span: account.name.span, text: "declared here"),
          ],
          mend: list.isEmpty
            ? "use a token, `oauth2` or a certificate, if such systems take one, and declare it in the connector"
            : "use an account with \(list), which the connector takes"))
    }
  }
}
