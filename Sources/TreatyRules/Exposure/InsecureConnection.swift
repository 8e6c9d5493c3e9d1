import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that may be called without encryption, though it should not.
public struct InsecureConnection: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .insecureConnection, name: "insecure-connection", severity: .warning,
      title: "A way without encryption that carries a credential",
      summary: "A system says `tls.insecure`, and lies outside the house or is shown a credential.",
      why: """
        A cable within one rack may do without encryption. A way to another house goes through networks that \
        nobody here knows, and a credential that is sent in the clear once is good for whoever listened. A \
        reason that was true of the records is seldom true of the password beside them.
        """,
      mend: """
        Leave `insecure` out and give the system a certificate, of an authority of your own if need be \
        (`tls.authority`), or put a proxy beside it that has one.
        """,
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        inputs:
          archive-url: {type: url, about: Address of the archive}
        systems:
          archive: {connector: desk, url: "${ inputs.archive-url }", account: us-at-archive, tls: {insecure: In the same rack}}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        inputs:
          archive-url: {type: url, about: Address of the archive}
        systems:
          archive: {connector: desk, url: "${ inputs.archive-url }", account: us-at-archive}
        """,
      related: [.plainHTTP, .oldTLS], canBeAllowed: true),
    reason: "records and credentials can be read and changed by anybody on the way")

  /// The rule.
  public init() {}

  /// Looks at systems that may go without TLS. What stays on this machine, or has an address with `https`, does not go without.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      guard let insecure = system.value.tls.insecure else { continue }
      if let url = system.value.url?.node.map({ WrittenAddress($0) }) {
        if url.scheme == "https" || url.origin?.isLoopback == true { continue }
      }
      let party = system.value.posture.party
      let account = package.account(of: system).filter { $0.value.auth.kind != AuthWord.none }
      let isOutside = party.value != .internal
      guard isOutside || account != nil else { continue }
      let credential = account.flatMap { account in
        system.value.account.map { Label(span: $0.span, text: "account `\(account.name.value)` is shown on the way") }
      }
      report.add(
        Self.about.finding(
          isOutside
            ? "`\(system.name.value)` is a \(party.value.rawValue) system, and may be called without encryption"
            : "`\(system.name.value)` may be called without encryption, and is shown a credential",
          at: insecure.span, "may go without TLS",
          related: [isOutside ? Label(span: party.span, text: "not the house's own network") : nil, credential],
          mend: "leave `insecure` out, and give the system a certificate: `tls.authority` takes one of the house's own",
          "or put a proxy beside it that has one"))
    }
  }
}

extension Optional {
  fileprivate func filter(_ holds: (Wrapped) -> Bool) -> Wrapped? { flatMap { holds($0) ? $0 : nil } }
}
