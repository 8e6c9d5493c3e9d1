import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// More calls than a system's contract has.
public struct QuotaExceeded: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .quotaExceeded, name: "quota-exceeded", severity: .error, title: "More calls than the quota has",
      summary: "What runs makes more calls to a system in a day than its quota allows.",
      why: """
        A quota is what a contract allows in a long time. When it is used up, the vendor refuses calls until the next day, those that matter \
        included, or sends a bill. The finding counts what is known: each poll and list is one call, each comparison one for each side, \
        probes by their schedule, checks of health by theirs (each minute where nothing is said), and the lookups and deliveries of each \
        item where the flow says under `choice.volume` how many there are. Lookups with a `cache`, what is done only under a condition, and \
        further pages are left out, so that there are no fewer calls than that.

        Where it is too many only with the items of flows that leave some out, by `where` or `correlate`, it is a warning.
        """,
      mend: """
        Poll more seldom, or take webhooks; give lookups a `cache`; let one list serve several flows; ask for health more seldom. Or agree \
        on a higher quota.
        """,
      bad: """
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {quota: 1000/d}}
        flows:
          archive-to-job:
            on: {poll: archive.ticket, every: 1m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
        """,
      good: """
        systems:
          archive: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, limits: {quota: 1000/d}}
        flows:
          archive-to-job:
            on: {poll: archive.ticket, every: 5m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
        """,
      related: [.rateExceeded, .paceAgainstAdvice], canBeAllowed: true),
    reason: "once the quota is used up, the system refuses calls that matter as well")

  /// The rule.
  public init() {}

  /// Looks at each system that has a quota.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.declared.systems.sorted {
      let connector = package.find(system.value.connector, in: \.connectors)
      guard let quota = system.value.limits.quota ?? connector?.value.limits.quota else { continue }
      let count = package.callsADay(to: system)
      let allowed = quota.value * 86_400
      guard count.total > allowed, let most = count.summands.max(by: { $0.calls < $1.calls }) else { continue }
      let others = count.summands.filter { $0.place != most.place }
      let isCertain = count.certain > allowed
      var finding = Self.about.finding(
        "`\(system.name.value)` \(isCertain ? "is" : "may be") called \(Amount.text(count.total)) times a day, and its quota has \(Amount.text(allowed))",
        at: most.place, most.text,
        related: others.map { Label(span: $0.place, text: $0.text) }
          + [Label(span: quota.span, text: "the quota: \(Amount.text(allowed)) calls a day")],
        reason:
          "\(count.text), the quota has \(Amount.text(allowed)); once it is used up, calls that matter are refused as well",
        mend: "make fewer calls where the most are: \(most.what)",
        "or agree on a higher quota, and write it under `limits.quota` of `\(system.name.value)`")
      if !isCertain { finding.severity = .warning }
      report.add(finding)
    }
  }
}
