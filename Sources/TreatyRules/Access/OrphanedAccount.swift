import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that nothing uses.
public struct OrphanedAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .orphanedAccount, name: "orphaned-account", severity: .warning,
      title: "An account that nothing uses",
      summary: "An account is declared, and no system, trigger or gate names it.",
      why: """
        The account still exists where it was made, and its credential still works. Nobody would miss it, and so \
        nobody would notice who uses it.
        """,
      mend: """
        Have the account deleted where it was made, and remove the declaration with its secret; or name the \
        account where it was meant to be used.
        """,
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # parts.treaty.yaml
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /desk, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # parts.treaty.yaml
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /desk, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      related: [.unusedSecret, .excessPermission], canBeAllowed: true),
    reason: "its credential still works, and nobody would notice who uses it")

  /// The rule.
  public init() {}

  /// Looks whether anything names each account. A package in which nothing runs declares accounts for others.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.activities.isEmpty else { return }
    for account in package.own(\.accounts) where package.uses(of: account).isEmpty {
      report.add(
        Self.about.finding(
          "nothing uses account `\(account.name.value)`", at: account.name.span,
          mend: "have the account deleted where it was made, and remove this",
          "or name it where it is used: as `account` of a system, or beside the `path` that its sender calls"))
    }
  }
}
