import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that is called without showing who calls.
public struct SystemWithoutAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .systemWithoutAccount, name: "system-without-account", severity: .warning,
      title: "A system is called without an account",
      summary: "A system is called, its connector takes proof of who calls, and the system names no account.",
      why: """
        Such systems refuse a call without proof. One that takes it all the same is open to everybody who \
        reaches it, and its own log cannot say that it was Treaty.
        """,
      mend: """
        Name the account under `account`. Where the system asks for nothing on purpose, say so with an account \
        whose `auth` is `{none: true}`.
        """,
      bad: """
        systems:
          archive: {connector: desk, url: https://archive.example.org}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: archive.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.weakAuthentication, .orphanedAccount], canBeAllowed: true),
    reason: "the system refuses the call, or is open to everybody who reaches it")

  /// The rule.
  public init() {}

  /// Looks at systems that are called. A signature alone is what such a system shows when it sends.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    // Where a posture requires proof, that is found as such.
    for system in package.own(\.systems) where system.value.account == nil && system.value.posture.requires.isEmpty {
      guard let connector = package.find(system.value.connector, in: \.connectors) else { continue }
      let kinds = connector.value.auth.kinds.filter { $0 != .hmac }
      guard !kinds.isEmpty, let call = package.firstCall(to: system) else { continue }
      let list = kinds.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      report.add(
        Self.about.finding(
          "system `\(system.name.value)` is called without an account", at: system.name.span, "no `account`",
          related: [
            Label(span: call.span, text: "called here, by \(call.caller)"),
            Label(span: connector.name.span, text: "takes \(list)"),
          ],
          mend: "add `account:` with one whose `auth` has \(list)",
          "or with one whose `auth` is `{none: true}`, if the system asks for nothing on purpose"))
    }
  }
}
