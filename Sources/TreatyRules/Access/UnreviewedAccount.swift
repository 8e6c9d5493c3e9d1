import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that nobody looks at as often as a profile demands.
public struct UnreviewedAccount: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unreviewedAccount, name: "unreviewed-account", severity: .warning,
      title: "An account that is not reviewed often enough",
      summary: "An account is in use, and is not reviewed, or less often than a profile demands.",
      why: """
        Access that was right once stays after people, systems and tasks have changed. A review is the moment at \
        which somebody asks whether the account is still needed, and has no more than it needs. Found only in \
        packages whose profiles demand reviews.
        """,
      mend: """
        Write how often it is reviewed and by whom: `review: {every: 180d, by: security}`, and the day of the \
        last review under `last`.
        """,
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.2", demand: Access is looked at again twice a year., check: TR1407, at-most: 184d}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.2", demand: Access is looked at again twice a year., check: TR1407, at-most: 184d}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, review: {every: 180d, last: 2026-09-01, by: night-watch}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.overdueReview, .reviewedByItself], canBeAllowed: true),
    reason: "access that was right once stays after the reasons for it have gone")

  /// The rule.
  public init() {}

  /// Holds accounts that are in use and prove something against what profiles demand.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let demands = package.profiles[Self.about.code]
    guard !demands.isEmpty else { return }
    for account in package.own(\.accounts) where account.value.auth.kind != AuthWord.none {
      guard let use = package.uses(of: account).first else { continue }
      let used = Label(span: use.span, text: "used here")
      guard let review = account.value.review else {
        report.add(
          Self.about.finding(
            "account `\(account.name.value)` is never reviewed", at: account.name.span, "no `review`",
            related: [used], reason: demands.first?.words,
            mend: "add `review:` with how often, and with the team that looks: `{every: 180d, by: security}`"))
        continue
      }
      let broken = demands.first { demand in demand.demand.value.atMost.map { review.every.value > $0.value } ?? false }
      guard let broken, let most = broken.demand.value.atMost else { continue }
      let (every, longest) = (Interval.text(review.every.value), Interval.text(most.value))
      report.add(
        Self.about.finding(
          "account `\(account.name.value)` is reviewed every \(every), and \(longest) are allowed at most",
          at: review.every.span, "longer than \(longest)",
          related: [Label(span: most.span, text: "demanded here"), used],
          reason: broken.words, mend: "review it at least every \(longest), and write that here"))
    }
  }
}
