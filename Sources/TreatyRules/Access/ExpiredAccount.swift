import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that is used after its last day.
public struct ExpiredAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .expiredAccount, name: "expired-account", severity: .error,
      title: "An account is used after its last day",
      summary: "An account is in use, and the last day on which it may be used has passed.",
      why: """
        Either the system refuses it already, and nothing that needs it goes on; or it still works, against what \
        was agreed when it was granted.
        """,
      mend: """
        Have the account prolonged by whoever granted it, and write the new day under `expires`; or stop using \
        it.
        """,
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, expires: 2020-06-30}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, expires: 2099-06-30}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.overdueReview, .orphanedAccount], canBeAllowed: true),
    reason: "the system refuses it, or it is used against what was agreed")

  /// The rule.
  public init() {}

  /// Looks at the last day of each account that is in use.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.declared.accounts.sorted {
      guard let expires = account.value.expires, package.hasPassed(expires), let use = package.uses(of: account).first,
        let place = package.ownPlace(of: account, said: expires.span)
      else { continue }
      report.add(
        Self.about.finding(
          "the last day of account `\(account.name.value)` was \(expires.value)", at: place, "it is still used",
          related: [
            Label(
              span: place == use.span ? expires.span : use.span, text: place == use.span ? "its last day" : "used here")
          ],
          mend: "have it prolonged by whoever granted it, and write the new day here", "or stop using it"))
    }
  }
}
