import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal data that nobody said how long to keep.
public struct KeptWithoutPolicy: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .keptWithoutPolicy, name: "kept-without-policy", severity: .warning,
      title: "Nobody says how long personal data are kept",
      summary: """
        A profile demands that somebody says how long personal data are kept, and an activity that carries some \
        names no retention policy, nor does its model.
        """,
      why: """
        The usual times of Treaty then hold, and nobody of the house has looked whether they fit the purpose. A \
        supervisor asks for the rule, not for the default of a product.
        """,
      mend: "Name a retention policy under `retention`, of the activity or of the model.",
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
          house: {demands: {rule: {clause: "4.2", demand: Somebody has said how long personal data are kept., check: TR1502}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]

        policies:
          retention:
            short: {done: 7d, dead: 30d}
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
          house: {demands: {rule: {clause: "4.2", demand: Somebody has said how long personal data are kept., check: TR1502}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {done: 7d, dead: 30d}
        """,
      related: [.keptTooLong], canBeAllowed: true),
    reason: "nobody has looked whether the usual times fit the purpose")

  /// The rule.
  public init() {}

  /// Looks at what carries personal data, where a profile demands a rule for keeping them.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.keptWithoutPolicy].prefix(1) {
      for activity in package.activities where activity.keepsMessages && package.kept(activity).policy == nil {
        guard let field = package.carriedField(.personal, by: activity) else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) carries personal data, and nobody says how long they are kept", at: activity.name.span,
            "names no `retention`", related: [Label(span: field.span, text: field.text)], reason: demand.words,
            mend: "name a retention policy: `retention: …`"))
      }
    }
  }
}
