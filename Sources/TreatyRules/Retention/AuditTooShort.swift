import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An audit trail that is kept for less time than a profile demands.
public struct AuditTooShort: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .auditTooShort, name: "audit-too-short", severity: .warning,
      title: "The audit trail does not reach back far enough",
      summary: """
        A profile says how far back the audit trail must reach, and a retention policy that is in use keeps it \
        for less.
        """,
      why: """
        An auditor asks about years that have passed. What was deleted cannot be shown, and what cannot be shown \
        counts as not done.
        """,
      mend: "Lengthen `audit` of the policy, or leave it out: the trail is then kept for seven years.",
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
          house: {demands: {rule: {clause: "4.2", demand: The audit trail reaches back a year., check: TR1503, at-least: 365d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {audit: 90d}
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
          house: {demands: {rule: {clause: "4.2", demand: The audit trail reaches back a year., check: TR1503, at-least: 365d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {audit: 365d}
        """,
      related: [.keptTooLong], canBeAllowed: true),
    reason: "what was deleted cannot be shown to an auditor")

  /// The rule.
  public init() {}

  /// Looks at the retention policies in use, where a profile says how far back the trail must reach.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.auditTooShort] {
      guard let least = demand.demand.value.atLeast?.value else { continue }
      for (policy, uses) in package.retentionsInUse {
        let audit = policy.value.audit
        let length = audit?.value ?? RetentionDeclaration.usualAudit
        guard length < least, let use = uses.first else { continue }
        report.add(
          Self.about.finding(
            "`\(policy.name.value)` keeps the audit trail \(Interval.text(length)), and \(Interval.text(least)) are demanded",
            at: package.own(audit?.span ?? policy.name.span, else: use.span),
            related: [Label(span: use.span, text: "used by \(use.activity.title)")], reason: demand.words,
            mend: "write `audit: \(Interval.text(least))`"))
      }
    }
  }
}

extension RetentionDeclaration {
  /// How long the audit trail is kept where nothing is said: seven years.
  fileprivate static let usualAudit: Int64 = 2555 * 86_400_000
}
