import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// One secret for several accounts.
public struct SharedSecret: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sharedSecret, name: "shared-secret", severity: .warning,
      title: "Two accounts have one secret",
      summary: "Two accounts prove who they are with the same secret.",
      why: """
        Whoever is shown the secret by one of them can be the other: a sender can then act at the system, or a \
        second sender be taken for the first. It can be changed only for all at once.
        """,
      mend: "Declare a secret for each account, and bind a value of its own to it.",
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}}
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
      related: [.sharedAccount, .unusedSecret], canBeAllowed: true),
    reason: "whoever is shown it by one of them can be the other, and it can be changed only for all at once")

  /// The rule.
  public init() {}

  /// Compares what accounts prove themselves with. One account may read a secret twice.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (secret, uses) in package.credentialSecrets().sorted(by: { $0.key < $1.key }) {
      var first: (account: Named<AccountDeclaration>, place: Span)?
      var named: Set<String> = []
      for use in uses where named.insert(use.account.name.value).inserted {
        guard let earlier = first else {
          first = use
          continue
        }
        guard let place = [use, earlier].first(where: { package.isOwn($0.place) }) else { continue }
        let other = place.account.name.value == use.account.name.value ? earlier : use
        report.add(
          Self.about.finding(
            "account `\(place.account.name.value)` has the same secret as `\(other.account.name.value)`",
            at: place.place,
            "`\(secret)` again",
            related: [Label(span: other.place, text: "account `\(other.account.name.value)` proves itself with it")],
            mend: "declare a secret for each of them, and bind a value of its own"))
      }
    }
  }
}
