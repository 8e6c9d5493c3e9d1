import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// More calls than may be made in the name of an account.
public struct AccountRateExceeded: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .accountRateExceeded, name: "account-rate-exceeded", severity: .error,
      title: "More calls than an account may make",
      summary: "What runs makes more calls in the name of an account than its `limits.rate` lets through.",
      why: """
        The limits of an account hold for all systems together at which it is used. What is over them waits; where more comes than goes, \
        more and more waits, at each of the systems, and none is ever on time again. The finding counts what is known, as it is counted \
        for a quota.

        Where it is too many only with the items of flows that leave some out, by `where` or `correlate`, it is a warning.
        """,
      mend: """
        Poll more seldom, give lookups a `cache`, or use an account of its own for some of the systems. Where more may be asked in its name, \
        write the higher rate under its `limits`.
        """,
      bad: """
        accounts:
          us-at-archive:
            owner: front-desk
            auth: {token: "${ secrets.desk-token }"}
            review: {every: 90d, by: night-watch}
            limits: {rate: 1000/d}
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-archive}
        flows:
          archive-to-job:
            on: {poll: archive.ticket, every: 1m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
        """,
      good: """
        accounts:
          us-at-archive:
            owner: front-desk
            auth: {token: "${ secrets.desk-token }"}
            review: {every: 90d, by: night-watch}
            limits: {rate: 1000/d}
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-archive}
        flows:
          archive-to-job:
            on: {poll: archive.ticket, every: 5m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
        """,
      related: [.quotaExceeded, .rateExceeded, .idleLimit], canBeAllowed: true),
    reason: "more and more calls wait, at each system that the account is used at")

  /// The rule.
  public init() {}

  /// Looks at each account that has a rate, and adds up what is asked of its systems.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.declared.accounts.sorted {
      guard let rate = account.value.limits?.rate else { continue }
      var count = DailyCalls()
      for system in package.systems(using: account) {
        for summand in package.callsADay(to: system).summands {
          count.add(
            "\(summand.what), at `\(system.name.value)`", summand.calls, at: summand.place, isMost: summand.isMost)
        }
      }
      let allowed = rate.value * 86_400
      guard count.total > allowed * (1 + 1e-9), let most = count.summands.max(by: { $0.calls < $1.calls }) else {
        continue
      }
      let isCertain = count.certain > allowed * (1 + 1e-9)
      let (name, fits) = (account.name.value, Amount.text(allowed))
      var finding = Self.about.finding(
        "\(Amount.text(count.total)) calls a day \(isCertain ? "are" : "may be") made as `\(name)`, which may make \(fits)",
        at: most.place, most.text,
        related: count.summands.filter { $0.place != most.place }.map { Label(span: $0.place, text: $0.text) }
          + [Label(span: rate.span, text: "\(fits) calls a day")],
        reason: "\(count.text), and \(fits) fit: \(Self.about.reason)",
        mend: "make fewer calls where the most are: \(most.what)",
        "or write the rate that really holds under `limits` of `\(name)`")
      if !isCertain { finding.severity = .warning }
      report.add(finding)
    }
  }
}
