import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A wait for an event that nobody set a time for.
public struct EndlessWait: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .endlessWait, name: "endless-wait", severity: .warning,
      title: "A wait for an event has no end",
      summary: "A step waits for an event without `within`, and the workflow says none either.",
      why: """
        An event that was lost, or that nobody sends, is waited for until the workflow fails by the default of \
        90 days. For that long nobody hears that something is stuck.
        """,
      mend: """
        Say under `within` how long the event may take. The workflow then fails at a time at which somebody can \
        still do something about it.
        """,
      bad: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id}}
        """,
      good: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id, within: 5d}}
        """,
      related: [.waitBeyondWorkflow], canBeAllowed: true),
    reason: "for 90 days nobody hears that something is stuck")

  /// The rule.
  public init() {}

  /// Looks at the steps of workflows that wait for events.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted where workflow.value.within == nil {
      for step in workflow.value.steps.flatMap(\.withInner) {
        guard let event = step.wait?.event, step.wait?.within == nil else { continue }
        report.add(
          Self.about.finding(
            "workflow `\(workflow.name.value)` waits for `\(event.value)`, and nobody says how long", at: event.span,
            mend: "add `within` to the wait, such as `within: 5d`", "or add `within` to the workflow"))
      }
    }
  }
}
