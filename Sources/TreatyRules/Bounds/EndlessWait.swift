import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A wait until a moment that only the data know, in a workflow of which nobody said how long it may take.
public struct EndlessWait: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endlessWait, name: "endless-wait", severity: .note,
      title: "How long a wait may last stands in the data alone",
      summary: "A step waits until a moment that is worked out, and the workflow says no `within`.",
      why: """
        A date that somebody mistyped, or that lies a year ahead, is waited for like any other. After 90 days the workflow then fails by \
        default, and what was done is undone, although nothing went wrong.
        """,
      mend: """
        Say under `within` how long the workflow may take: longer than the longest wait that is meant, and short enough to notice one that is \
        not. A wait for an event always says that itself.
        """,
      bad: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {wait: {until: "item.at + duration('48h')"}}
              - {to: vans.job, do: create, with: {what: "${ item.host }"}}
        """,
      good: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {wait: {until: "item.at + duration('48h')"}}
              - {to: vans.job, do: create, with: {what: "${ item.host }"}}
            within: 5d
        """,
      related: [.waitBeyondWorkflow], canBeAllowed: true),
    reason: "a date that somebody mistyped is waited for until the workflow fails after 90 days")

  /// The rule.
  public init() {}

  /// Looks at the steps of workflows that wait for a moment.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted where workflow.value.within == nil {
      for step in workflow.value.allSteps {
        guard let until = ExpressionUse(step.wait?.until) else { continue }
        report.add(
          Self.about.finding(
            "workflow `\(workflow.name.value)` waits until a moment that stands in the data, and says no `within`",
            at: until.span, mend: "say how long the workflow may take, such as `within: 30d`"))
      }
    }
  }
}
