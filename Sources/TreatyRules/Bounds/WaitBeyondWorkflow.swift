import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A step that may take longer than its workflow.
public struct WaitBeyondWorkflow: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .waitBeyondWorkflow, name: "wait-beyond-workflow", severity: .error,
      title: "A step may take longer than its workflow",
      summary: "A wait or an approval is given more time than the whole workflow.",
      why: """
        The workflow fails before the step has come to its end, and what was done is undone. What the step says \
        about its own end, such as who is asked next, never happens.
        """,
      mend: """
        Give the workflow more time under `within`, or the step less. A workflow that says nothing has 90 days.
        """,
      bad: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id, within: 30d}}
            within: 14d
        """,
      good: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id, within: 10d}}
            within: 14d
        """,
      related: [.endlessWait], canBeAllowed: true),
    reason: "the workflow fails first, and what was done is undone")

  /// The rule.
  public init() {}

  /// How long a workflow may take that says nothing.
  private static let usual: Int64 = 90 * 86_400_000

  /// Looks at the steps of workflows that wait or ask.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted {
      let most = workflow.value.within?.value ?? Self.usual
      for step in workflow.value.allSteps {
        let times = [
          step.wait?.length.map { ("waits", $0) }, step.wait?.within.map { ("waits for an event", $0) },
          step.approve?.within.map { ("waits for an answer", $0) },
        ].compactMap(\.self)
        for (what, time) in times where time.value > most {
          let (long, limit) = (Interval.text(time.value), Interval.text(most))
          report.add(
            Self.about.finding(
              "a step \(what) up to \(long), and workflow `\(workflow.name.value)` may take \(limit)", at: time.span,
              related: [
                Label(
                  span: workflow.value.within?.span ?? workflow.name.span,
                  text: workflow.value.within == nil ? "names no `within`, so \(limit) hold" : "fails after this")
              ],
              mend: "write a `within` above \(long) on the workflow", "or a time below \(limit) on the step"))
        }
      }
    }
  }
}
