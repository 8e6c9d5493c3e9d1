import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something that runs, and nobody who answers for its failures.
public struct NobodyAnswers: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .nobodyAnswers, name: "nobody-answers", severity: .warning,
      title: "A failure that is nobody's",
      summary: "Something runs that no team answers for: neither it nor its package names an owner or whom to call.",
      why: """
        When it fails, the alert goes to nobody in particular. Everybody who sees it takes it for somebody else's, and it is looked at when a \
        customer asks.
        """,
      mend: """
        Write `owner` on it, or on the package in `treaty.yaml` for all that names none itself. Where another team sees to its failures, write \
        `failure: {owner: …}`, and where people are called one after the other, `failure: {escalate: …}`.
        """,
      bad: """
        flows:
          page:
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.uncoveredHour, .noRunbook], canBeAllowed: true),
    reason: "whoever sees that it fails takes it for somebody else's")

  /// The rule.
  public init() {}

  /// Looks at all that runs, class of failure by class of failure.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.declared.teams.sorted.isEmpty else { return }
    for activity in package.activities {
      let unanswered = package.answers(for: activity).filter {
        if case .nobody = $0.answer { true } else { false }
      }
      guard !unanswered.isEmpty else { continue }
      let answered = activity.duty.failure.classes.filter { entry in
        !unanswered.contains { $0.failureClass?.value == entry.name.value }
      }
      report.add(
        Self.about.finding(
          "nobody answers when \(activity.title) fails", at: activity.name.span, "names no `owner`, and no `escalate`",
          related: answered.prefix(3).map {
            Label(span: $0.name.span, text: "only for `\($0.name.value)` somebody does")
          },
          mend: "write `owner:` and a team on \(activity.title), or in `treaty.yaml` for all",
          "or `failure: {escalate: …}` with the escalation policy by which people are called"))
    }
  }
}
