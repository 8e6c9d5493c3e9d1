import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data that every operator sees.
public struct ShownToOperators: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .shownToOperators, name: "shown-to-operators", severity: .warning,
      title: "Operators see personal data",
      summary: """
        A profile demands that operators see guarded data only where they need to, and a protection policy shows \
        them.
        """,
      why: """
        Whoever runs the host looks at dead letters every day. With `show: personal` they read about people whom \
        their work has nothing to do with, and so does whoever takes over one of their sessions.
        """,
      mend: "Write `show: internal`, which is also what holds where nothing is said.",
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
          house: {demands: {rule: {clause: "4.2", demand: Operators see personal data only where they need to., check: TR1506}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {show: personal}
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
          house: {demands: {rule: {clause: "4.2", demand: Operators see personal data only where they need to., check: TR1506}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            protection: careful

        policies:
          protection:
            careful: {show: internal}
        """,
      related: [.unredactedClass, .unsealedPayload], canBeAllowed: true),
    reason: "whoever runs the host reads about people whom their work has nothing to do with")

  /// The rule.
  public init() {}

  /// Looks at the protection policies of the package, where a profile demands it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.shownToOperators].prefix(1) {
      for policy in package.own(\.protections) {
        guard let show = policy.value.show, show.value.rank >= DataClassWord.personal.rank else { continue }
        report.add(
          Self.about.finding(
            "`\(policy.name.value)` shows \(show.value.rawValue) data to every operator", at: show.span,
            reason: demand.words, mend: "write `show: internal`, or leave `show` out"))
      }
    }
  }
}
