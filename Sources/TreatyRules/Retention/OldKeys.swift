import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Keys that are changed less often than a profile demands.
public struct OldKeys: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .oldKeys, name: "old-keys", severity: .warning,
      title: "Keys are changed too rarely",
      summary: """
        A profile says how often keys are changed, and a protection policy changes its own less often.
        """,
      why: """
        A key that has leaked opens all that was sealed with it. The shorter the time for which it is used, the \
        less that is.
        """,
      mend: "Shorten `keys` of the policy, or leave it out: keys are then changed every 30 days.",
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
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Keys are changed once a year., check: TR1507, at-most: 366d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {keys: 730d}
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
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Keys are changed once a year., check: TR1507, at-most: 366d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {keys: 90d}
        """,
      related: [.unsealedPayload], canBeAllowed: true),
    reason: "a key that has leaked opens all that was sealed with it")

  /// The rule.
  public init() {}

  /// Looks at the protection policies of the package, where a profile says how old keys may be.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.oldKeys] {
      guard let most = demand.demand.value.atMost?.value else { continue }
      for policy in package.own(\.protections) {
        guard let keys = policy.value.keys, keys.value > most else { continue }
        let (every, limit) = (Interval.text(keys.value), Interval.text(most))
        report.add(
          Self.about.finding(
            "`\(policy.name.value)` changes its keys every \(every), and every \(limit) is demanded", at: keys.span,
            reason: demand.words, mend: "write `keys: \(limit)`, or less"))
      }
    }
  }
}
