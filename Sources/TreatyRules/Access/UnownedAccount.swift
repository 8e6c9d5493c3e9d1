import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that nobody answers for.
public struct UnownedAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unownedAccount, name: "unowned-account", severity: .warning,
      title: "An account that nobody answers for",
      summary: "An account names no team as its owner, though teams are declared.",
      why: """
        Somebody must be asked when the account is locked, its token ends, or it does what it should not. \
        Accounts without an owner outlive the people who had them made.
        """,
      mend: """
        Name the team that answers for it: `owner: service-desk`. One `owner` in the manifest holds for all that \
        names none.
        """,
      bad: """
        accounts:
          us-at-archive: {auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.unreviewedAccount, .orphanedAccount], canBeAllowed: true),
    reason: "nobody can be asked when it is locked, ends, or does what it should not")

  /// The rule.
  public init() {}

  /// Looks for an owner, in a package that knows teams at all.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard package.knowsTeams, package.manifest.owner == nil else { return }
    for account in package.own(\.accounts) where account.value.owner == nil {
      report.add(
        Self.about.finding(
          "nobody answers for account `\(account.name.value)`", at: account.name.span, "no `owner`",
          mend: "add `owner:` with the team that answers for it",
          "or name one for the whole package, under `owner` in `treaty.yaml`"))
    }
  }
}
