import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account whose proof is of another kind than its system demands.
public struct WeakAuthentication: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .weakAuthentication, name: "weak-authentication", severity: .error,
      title: "Another kind of proof than the system demands",
      summary: """
        A system says under `posture` which kinds of proof it requires, and its account uses another, or it has \
        none.
        """,
      why: """
        What proof a system is worth was decided for a reason: a password can be guessed and a token copied, \
        where a certificate or a token that ends soon cannot. A spec that says the one and does the other \
        misleads whoever relies on it.
        """,
      mend: """
        Give the system an account that uses one of these kinds. Where the decision was another, change \
        `requires`.
        """,
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive, posture: {requires: [oauth2, mutual-tls]}}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive, posture: {requires: [oauth2, token]}}
        """,
      related: [.passwordToPartner, .systemWithoutAccount], canBeAllowed: true),
    reason: "what is at stake there was found to need a better proof")

  /// The rule.
  public init() {}

  /// Holds the account of each system against its posture.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      let required = system.value.posture.requires
      guard let first = required.first, !required.contains(where: { $0.value == AuthWord.none }) else { continue }
      let kinds = required.map { "`\($0.value.rawValue)`" }.joined(separator: " or ")
      let demanded = Label(span: first.span, text: "\(kinds) is required")
      guard let name = system.value.account else {
        // What is never called need not be shown anything.
        guard let call = package.firstCall(to: system) else { continue }
        report.add(
          Self.about.finding(
            "system `\(system.name.value)` requires \(kinds), and has no account", at: system.name.span,
            "no `account`", related: [demanded, Label(span: call.span, text: "called here, by \(call.caller)")],
            mend: "add `account:` with one whose `auth` has \(kinds)"))
        continue
      }
      guard let account = package.account(of: system), let kind = account.value.auth.kind,
        !required.contains(where: { $0.value == kind })
      else { continue }
      report.add(
        Self.about.finding(
          "system `\(system.name.value)` requires \(kinds), and account `\(account.name.value)` uses `\(kind.rawValue)`",
          at: name.span, "proves itself by `\(kind.rawValue)`",
          related: [demanded, Label(span: account.name.span, text: "declared here")],
          mend: "name an account whose `auth` has \(kinds)", "or change `posture.requires`, where that was decided"))
    }
  }
}
