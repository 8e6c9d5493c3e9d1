import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that its own owner reviews.
public struct ReviewedByItself: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .reviewedByItself, name: "reviewed-by-itself", severity: .warning,
      title: "An account is reviewed by its own owner",
      summary: """
        A profile demands that somebody else looks, and the team that reviews an account is the one that owns \
        it.
        """,
      why: """
        Who had an account made and works with it every day finds good reasons for all that it has. Another pair \
        of eyes asks.
        """,
      mend: """
        Name another team under `review.by`, such as the one for security. Where `by` is missing the owner \
        reviews.
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
              rule: {clause: "4.3", demand: Nobody looks at their own access., check: TR1412}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, review: {every: 180d}}
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
              rule: {clause: "4.3", demand: Nobody looks at their own access., check: TR1412}
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, review: {every: 180d, by: night-watch}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.unreviewedAccount, .approvedByItself], canBeAllowed: true),
    reason: "who works with an account finds good reasons for all that it has")

  /// The rule.
  public init() {}

  /// Compares who reviews each account with who owns it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let demand = package.profiles[Self.about.code].first else { return }
    for account in package.own(\.accounts) {
      guard let review = account.value.review, let owner = package.answering(account.value.owner) else { continue }
      let reviewer = review.by.map { package.find($0, in: \.teams) } ?? owner
      guard reviewer?.name.value == owner.name.value else { continue }
      let place = review.by?.span ?? account.node["review"]?.span ?? account.name.span
      report.add(
        Self.about.finding(
          "account `\(account.name.value)` is reviewed by its owner, `\(owner.name.value)`", at: place,
          review.by == nil ? "without `by` the owner reviews" : "the owner itself",
          related: [(account.value.owner ?? package.manifest.owner).map { Label(span: $0.span, text: "owned by it") }],
          reason: demand.words, mend: "name another team under `by`"))
    }
  }
}
