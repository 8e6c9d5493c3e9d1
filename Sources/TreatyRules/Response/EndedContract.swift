import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A contract that has ended, and is relied on.
public struct EndedContract: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endedContract, name: "ended-contract", severity: .error,
      title: "A contract that has ended is relied on",
      summary: """
        A system or an escalation policy relies on a vendor's contract whose last day has passed.
        """,
      why: """
        When the system is down, the vendor owes nothing any more: nobody has to answer, and nothing has to work \
        again in any time. One learns that on the telephone.
        """,
      mend: """
        Where the contract was renewed, write its new last day under `until`. Where it was not, take it out of \
        the system and the escalation policy, and say who helps instead.
        """,
      bad: """
        contracts:
          archive-support: {vendor: Archive House, until: 2026-09-30}
        systems:
          archive: {connector: desk, url: "https://archive.example.org", account: us-at-desk, contract: archive-support}
        """,
      good: """
        contracts:
          archive-support: {vendor: Archive House, until: 2027-09-30}
        systems:
          archive: {connector: desk, url: "https://archive.example.org", account: us-at-desk, contract: archive-support}
        """,
      related: [.noticePassed, .promiseBeyondContract], canBeAllowed: true),
    reason: "the vendor owes nothing any more")

  /// The rule.
  public init() {}

  /// Looks at the contracts that systems name and that escalation policies call.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      check(system.value.contract, "system `\(system.name.value)` relies on it", package, &report)
    }
    for policy in package.own(\.escalations) {
      for step in policy.value.steps {
        check(step.contract, "escalation `\(policy.name.value)` calls it", package, &report)
      }
    }
  }

  private func check(_ name: Located<String>?, _ use: String, _ package: RuledPackage, _ report: inout Findings) {
    guard let name, let contract = package.find(name, in: \.contracts), let until = contract.value.until,
      package.hasPassed(until)
    else { return }
    report.add(
      Self.about.finding(
        "`\(name.value)` ended on \(until.value), and \(use)", at: name.span, "with \(contract.value.vendor.value)",
        related: [Label(span: until.span, text: "its last day")],
        mend: "write the new last day under `until` of `\(name.value)`, if it was renewed",
        "or take it out here, and say who helps instead"))
  }
}
