import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// One account for several systems.
public struct SharedAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sharedAccount, name: "shared-account", severity: .warning,
      title: "One account for several systems",
      summary: """
        One account is used at systems that are not the same, by several senders, or both at a system and by a \
        sender.
        """,
      why: """
        Whoever runs one of them can act at the other: the credential is shown to both. When it has to be \
        changed, all stop together, and afterwards nobody can tell from the account which of them did what.
        """,
      mend: """
        Have an account made for each, with a secret of its own. Two systems that are one product at one address \
        may share an account.
        """,
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
          annex: {connector: desk, url: https://annex.example.net, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
          us-at-annex: {owner: front-desk, auth: {token: "${ secrets.annex-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
          annex-token: {about: Token of the account at the annex}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
          annex: {connector: desk, url: https://annex.example.net, account: us-at-annex}
        """,
      related: [.sharedSecret, .passwordToPartner], canBeAllowed: true),
    reason: "whoever runs one of them can act at the other, and nobody can tell who did what")

  /// The rule.
  public init() {}

  /// Compares the uses of each account.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.declared.accounts.sorted where account.value.auth.kind != AuthWord.none {
      guard let (first, other) = pair(of: package.uses(of: account), package) else { continue }
      report.add(
        Self.about.finding(
          "account `\(account.name.value)` is used \(first.words) and \(other.words)", at: other.span,
          "used \(other.words)",
          related: [
            Label(span: first.span, text: "used \(first.words)"), Label(span: account.name.span, text: "declared here"),
          ], mend: "have an account of its own made, with a secret of its own, and name it here"))
    }
  }

  /// The first two uses that are not by or at one party, of which this package can mend the later.
  private func pair(of uses: [AccountUse], _ package: RuledPackage) -> (AccountUse, AccountUse)? {
    var seen: Set<String> = []
    // Many flows of one sender are one use.
    let distinct = uses.filter { seen.insert($0.words).inserted }
    for (position, use) in distinct.enumerated() where package.isOwn(use.span) {
      if let earlier = distinct[..<position].first(where: { $0.isShared(with: use, package) }) { return (earlier, use) }
    }
    return nil
  }
}

extension AccountUse {
  /// As messages say where it is used.
  fileprivate var words: String {
    switch kind {
    case .system(let system): "at `\(system.name.value)`"
    case .channel(let channel): "by channel `\(channel.name.value)`"
    case .sender(_, let party?): "by `\(party.systemName)` as a sender"
    case .sender(let activity, nil): "by whoever asks \(activity.title)"
    }
  }

  /// Whether two uses are for certain uses by or at two parties.
  fileprivate func isShared(with other: AccountUse, _ package: RuledPackage) -> Bool {
    switch (kind, other.kind) {
    case (.system(let left), .system(let right)): !left.isSame(as: right, package)
    case (.sender(_, let left?), .sender(_, let right?)): !left.system.isSame(as: right.system, package)
    // Nobody knows who asks, and it may be one of the senders.
    case (.sender, .sender): false
    // One account for several channels of one provider is usual.
    case (.channel, .channel): false
    case (.system, .sender), (.sender, .system), (.channel, _), (_, .channel): true
    }
  }
}

extension Named<SystemDeclaration> {
  /// Whether two systems may be one product at one address, seen from two sides.
  fileprivate func isSame(as other: Named<SystemDeclaration>, _ package: RuledPackage) -> Bool {
    let connectors = [self, other].map { package.declared.canonical($0.value.connector, .connectors) }
    guard connectors[0] == connectors[1] else { return false }
    guard let url = value.url?.text, let otherURL = other.value.url?.text else { return true }
    return url == otherURL
  }
}
