import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Steps behind the end of their workflow.
public struct UnreachedStep: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unreachedStep, name: "unreached-step", severity: .error,
      title: "A step behind the end of its workflow",
      summary: "Whatever way is taken, the workflow has ended before a step is reached.",
      why: """
        A `stop` without `when` ends the workflow each time, and so does a `choose` of which each branch ends it and one is always taken. What \
        stands behind that is never done, although it reads as if it were.
        """,
      mend: """
        Say under `when` on the `stop` in which case the workflow ends there, or take away what stands behind it.
        """,
      bad: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: consent, approve: {by: front-desk, within: 1d}}
              - {stop: Nobody wanted it}
              - {to: vans.job, do: create, with: {what: "${ item.host }"}}
        """,
      good: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: consent, approve: {by: front-desk, within: 1d}}
              - {when: "!steps.consent.accepted", stop: Nobody wanted it}
              - {to: vans.job, do: create, with: {what: "${ item.host }"}}
        """,
      related: [.deadBranch, .neverApplies, .emptySteps], canBeAllowed: true),
    reason: "what was to be done there is never done")

  /// The rule.
  public init() {}

  /// Looks at the steps of workflows, those of each branch by themselves.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted { check(workflow.value.steps, package, &report) }
  }

  private func check(_ steps: [StepDeclaration], _ package: RuledPackage, _ report: inout Findings) {
    if let last = steps.firstIndex(where: { ends($0, package) }), last + 1 < steps.count {
      report.add(
        Self.about.finding(
          "this step is never reached: the workflow has ended before it", at: steps[last + 1].place,
          related: [steps[last].place.map { Label(span: $0, text: "it ends here, whatever is the case") }],
          mend: "say under `when` in which case the workflow ends there", "or take away what stands behind it"))
    }
    for step in steps {
      for branch in step.choose ?? [] { check(branch.steps, package, &report) }
      for way in step.parallel ?? [] { check(way.value, package, &report) }
    }
  }

  /// Whether the workflow has ended after a step, whatever is the case.
  private func ends(_ step: StepDeclaration, _ package: RuledPackage) -> Bool {
    guard isAlways(step.condition, package) else { return false }
    if step.stop != nil { return true }
    // All ways must come to their end, and one of them ends the workflow.
    let ways = step.parallel ?? []
    if ways.contains(where: { way in way.value.contains { ends($0, package) } }) { return true }
    guard let branches = step.choose, let sure = branches.firstIndex(where: { isAlways($0.condition, package) }) else {
      return false
    }
    return branches[...sure].allSatisfy { branch in branch.steps.contains { ends($0, package) } }
  }

  private func isAlways(_ condition: ScalarText?, _ package: RuledPackage) -> Bool {
    condition == nil || Condition.always.implies(package.condition(of: condition)) == .yes
  }
}
