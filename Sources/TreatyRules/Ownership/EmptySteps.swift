import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Steps of which there are none.
public struct EmptySteps: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .emptySteps, name: "empty-steps", severity: .warning,
      title: "A list of steps with nothing in it",
      summary: "A workflow has no steps, a `parallel` a way without any, or a `choose` nothing to choose from.",
      why: """
        It reads as if something were done, and nothing is. Mostly steps were to be written there later, or were taken out and the rest was left. \
        A branch of `choose` may be empty where others are not: it says in which case nothing is done.
        """,
      mend: """
        Write the steps, or take away what is empty.
        """,
      bad: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - parallel:
                  crew: [{to: vans.job, do: create, with: {what: "${ item.host }"}}]
                  desk: []
        """,
      good: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - parallel:
                  crew: [{to: vans.job, do: create, with: {what: "${ item.host }"}}]
                  desk: [{to: help.ticket, do: create, with: {title: Seen}}]
        """,
      related: [.unreachedStep, .deadBranch], canBeAllowed: true),
    reason: "it reads as if something were done, and nothing is")

  /// The rule.
  public init() {}

  /// Looks at the steps of workflows, and at those within them.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted {
      let title = "workflow `\(workflow.name.value)`"
      guard let steps = workflow.node["steps"] else { continue }
      if steps.elements.isEmpty { report.add(finding("\(title) has no steps", steps)) }
      check(steps, title, &report)
    }
  }

  private func check(_ steps: Node, _ title: String, _ report: inout Findings) {
    for step in steps.elements {
      if let branches = step["choose"] { check(branches: branches, title, &report) }
      if let ways = step["parallel"] {
        if ways.entries.isEmpty { report.add(finding("`parallel` in \(title) has no ways", ways)) }
        for (key, way) in ways.entries {
          if way.elements.isEmpty { report.add(finding("the way `\(key.text)` in \(title) has no steps", way)) }
          check(way, title, &report)
        }
      }
    }
  }

  private func check(branches: Node, _ title: String, _ report: inout Findings) {
    if branches.elements.allSatisfy({ $0["steps"]?.elements.isEmpty ?? false }) {
      report.add(
        finding(
          branches.elements.isEmpty
            ? "`choose` in \(title) has no branches" : "none of the branches in \(title) has steps", branches))
    }
    for branch in branches.elements { branch["steps"].map { check($0, title, &report) } }
  }

  private func finding(_ message: String, _ node: Node) -> Diagnostic {
    Self.about.finding(message, at: node.span, mend: "write the steps", "or take away what is empty")
  }
}
