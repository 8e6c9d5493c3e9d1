import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An archive of personal data without an end.
public struct EndlessArchive: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endlessArchive, name: "endless-archive", severity: .warning,
      title: "Personal data are archived for ever",
      summary: """
        A profile demands an end to archives of personal data, and a retention policy puts them into one that \
        says no `keep`.
        """,
      why: """
        An archive that nobody clears holds the data of everybody who ever wrote, and each of them may ask for \
        their deletion.
        """,
      mend: "Say under `keep` how long the archive is kept.",
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
          archive-folder: {about: Folder for what has ended}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: An archive of personal data has an end., check: TR1509}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {done: 7d, archive: {to: "${ inputs.archive-folder }"}}
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
          archive-folder: {about: Folder for what has ended}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: An archive of personal data has an end., check: TR1509}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {done: 7d, archive: {to: "${ inputs.archive-folder }", keep: 365d}}
        """,
      related: [.keptTooLong, .endlessHold], canBeAllowed: true),
    reason: "the archive holds the data of everybody who ever wrote")

  /// The rule.
  public init() {}

  /// Looks at the archives that personal data end in, where a profile demands it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.endlessArchive].prefix(1) {
      for activity in package.activities where activity.keepsMessages {
        let kept = package.kept(activity)
        guard let archive = kept.policy?.value.archive, archive.keep == nil,
          let field = package.carriedField(.personal, by: activity)
        else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) carries personal data, which are archived for ever", at: kept.span,
            related: [
              archive.to.node.map { Label(span: $0.span, text: "nobody says until when") },
              Label(span: field.span, text: field.text),
            ], reason: demand.words, mend: "add `keep` to `archive`, such as `keep: 365d`"))
      }
    }
  }
}
