import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A secret that no account uses.
public struct UnusedSecret: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unusedSecret, name: "unused-secret", severity: .warning,
      title: "A secret that no account uses",
      summary: "A secret is declared, and no account reads it.",
      why: """
        The host asks for a value that nothing needs, and whoever binds it hands out a credential without use. \
        Often the account that should use it was removed, or reads another secret by mistake.
        """,
      mend: """
        Remove the secret, and have the credential taken back where it was made; or read it in the account that \
        it is for.
        """,
      bad: """
        secrets:
          archive-token: {about: Token of the account at the archive}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.orphanedAccount, .sharedSecret], canBeAllowed: true),
    reason: "the host asks for a credential that nothing needs")

  /// The rule.
  public init() {}

  /// Looks whether any account reads each secret, in whichever part of its proof. A package in which nothing runs declares secrets for others.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.activities.isEmpty else { return }
    var used: Set<String> = []
    for account in package.declared.accounts.sorted {
      for text in account.value.auth.texts {
        // Where all are read, each is.
        guard let secrets = package.secrets(in: text) else { return }
        used.formUnion(secrets.map { $0.value })
      }
    }
    for channel in package.declared.channels.sorted {
      guard let url = channel.value.webhook?.url else { continue }
      guard let secrets = package.secrets(in: url) else { return }
      used.formUnion(secrets.map { $0.value })
    }
    for secret in package.own(\.secrets) where !used.contains(secret.name.value) {
      report.add(
        Self.about.finding(
          "no account uses secret `\(secret.name.value)`", at: secret.name.span,
          mend: "remove it, and have the credential taken back where it was made",
          "or read it in the account that it is for: `${ secrets.\(secret.name.value) }`"))
    }
  }
}
