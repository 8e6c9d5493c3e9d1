import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A question that is to go to a parent which the team does not have.
public struct NobodyAbove: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .nobodyAbove, name: "nobody-above", severity: .error,
      title: "Nobody stands above who is asked",
      summary: "An approval says `else: escalate`, and the team that is asked has no `parent`.",
      why: """
        When nobody answers in time, the question goes to the parent of the team. Where there is none it goes to nobody, and what waits for the \
        answer waits in vain.
        """,
      mend: """
        Name the team's `parent`, or write under `else` what is done instead: `reject` or `accept`.
        """,
      bad: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: consent, approve: {by: night-watch, within: 1d, else: escalate}}
              - {when: steps.consent.accepted, to: vans.job, do: create, with: {what: "${ item.host }"}}
        """,
      good: """
        teams:
          hall: {parent: front-desk, contacts: {mail: hall@example.org}}
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: consent, approve: {by: hall, within: 1d, else: escalate}}
              - {when: steps.consent.accepted, to: vans.job, do: create, with: {what: "${ item.host }"}}
        """,
      related: [.silenceAsConsent, .callsNobody, .unreachableTeam], canBeAllowed: true),
    reason: "the question goes to nobody, and what waits for the answer waits in vain")

  /// The rule.
  public init() {}

  /// Looks at all that is asked of teams.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for approval in package.approvals() {
      guard let otherwise = approval.otherwise, otherwise.value == .escalate,
        let team = package.find(approval.by, in: \.teams), team.value.parent == nil
      else { continue }
      let name = team.name.value
      report.add(
        Self.about.finding(
          "\(approval.title) is to ask the parent of `\(name)` when nobody answers, and it has none",
          at: otherwise.span,
          related: [Label(span: team.name.span, text: "names no `parent`")],
          mend: "name the `parent` of `\(name)`", "or write `reject`: without an answer it does not go on"))
    }
  }
}
