import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A branch that is never taken.
public struct DeadBranch: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .deadBranch, name: "dead-branch", severity: .error,
      title: "A branch that is never taken",
      summary: "Whatever a branch is for, those before it have taken already.",
      why: """
        Of several branches the first is taken whose condition holds. One whose cases all belong to earlier ones never runs, and what was to be
        done there is not.
        """,
      mend: """
        Move it up, or narrow what stands before it. A branch for everything comes last.
        """,
      bad: """
        workflows:
          fix:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - choose:
                  - when: item.level == 'high'
                    steps: [{to: help.ticket, do: create, with: {title: Now}}]
                  - when: item.level == 'high' && item.count > 3
                    steps: [{to: help.ticket, do: create, with: {title: Later}}]
        """,
      good: """
        workflows:
          fix:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - choose:
                  - when: item.level == 'high'
                    steps: [{to: help.ticket, do: create, with: {title: Now}}]
                  - when: item.level == 'low' && item.count > 3
                    steps: [{to: help.ticket, do: create, with: {title: Later}}]
        """,
      related: [.shadowedRule, .neverApplies], canBeAllowed: true),
    reason: "what was to be done there is never done")

  /// The rule.
  public init() {}

  /// Looks at the branches of workflows.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted { check(workflow.value.steps, package, &report) }
  }

  private func check(_ steps: [StepDeclaration], _ package: RuledPackage, _ report: inout Findings) {
    for step in steps {
      if let branches = step.choose { check(branches: branches, package, &report) }
      for way in step.parallel ?? [] { check(way.value, package, &report) }
    }
  }

  private func check(branches: [BranchDeclaration], _ package: RuledPackage, _ report: inout Findings) {
    var conditions = EarlierConditions()
    var earlier: [Label] = []
    for branch in branches {
      let use = ExpressionUse(branch.condition)
      let condition = use.map { package.condition(of: $0) } ?? .always
      let place = use?.span ?? branch.steps.first?.place
      if !earlier.isEmpty, condition.isEmpty != .yes, conditions.cover(condition) == .yes {
        report.add(
          Self.about.finding(
            use == nil ? "nothing is left for this branch" : "where this holds, an earlier branch is taken", at: place,
            related: earlier, mend: "move it up, or narrow what stands before it"))
      }
      conditions.append(condition)
      if let place { earlier.append(Label(span: place, text: "taken before it")) }
      check(branch.steps, package, &report)
    }
  }
}

extension StepDeclaration {
  /// Where the step can be shown.
  fileprivate var place: Span? { (name ?? call ?? to)?.span ?? verb?.span }
}
