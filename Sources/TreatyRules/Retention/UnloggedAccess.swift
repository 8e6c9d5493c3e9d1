import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal data that pass without a line in the log.
public struct UnloggedAccess: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unloggedAccess, name: "unlogged-access", severity: .warning,
      title: "It is not logged who touches personal data",
      summary: """
        A profile demands that access to personal data is recorded, and a flow that carries some writes no \
        `log`.
        """,
      why: """
        When somebody asks who saw their data, or a breach is looked into, the log is where the answer stands. \
        The key alone does not say what was done with whose record.
        """,
      mend: """
        Say under `log` what is written of each item: which record, from where, and by which account; no data of \
        the person itself.
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
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Access to personal data is logged., check: TR1512}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
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
          house: {demands: {rule: {clause: "4.2", demand: Access to personal data is logged., check: TR1512}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            log: {report: "${ item.number }"}
        """,
      related: [.unredactedClass], canBeAllowed: true),
    reason: "nobody can say later who touched whose data")

  /// The rule.
  public init() {}

  /// Looks at flows that carry personal data, where a profile demands it. No other activity has a `log`.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.unloggedAccess].prefix(1) {
      for activity in package.activities {
        guard let flow = package.flow(activity), flow.log == nil,
          let field = package.carriedField(.personal, by: activity)
        else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) carries personal data, and writes no `log`", at: activity.name.span,
            related: [Label(span: field.span, text: field.text)], reason: demand.words,
            mend: "add `log`, with what tells which record it was, and none of the person's data"))
      }
    }
  }
}
