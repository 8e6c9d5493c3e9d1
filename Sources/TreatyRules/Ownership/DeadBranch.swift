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
      summary: "Whatever a branch is for, those before it have taken already, as far as anything comes there at all.",
      why: """
        Of several branches the first is taken whose condition holds. One whose cases all belong to earlier ones never runs, and what was to be
        done there is not. The workflow's own `where`, and the conditions around the branches, count with them: where only alarms of one level start
        a workflow, the branch for all others is never taken.
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
    for workflow in package.declared.workflows.sorted {
      check(workflow.value.steps, Around(package).adding(workflow.value.condition), &report)
    }
  }

  private func check(_ steps: [StepDeclaration], _ around: Around, _ report: inout Findings) {
    var around = around
    for step in steps {
      let inside = around.adding(step.condition)
      defer { if step.stop != nil { around.leave(step.condition) } }
      if let branches = step.choose { check(branches: branches, inside, &report) }
      for way in step.parallel ?? [] { check(way.value, inside, &report) }
    }
  }

  private func check(branches: [BranchDeclaration], _ around: Around, _ report: inout Findings) {
    var conditions = EarlierConditions()
    var earlier: [Label] = []
    for branch in branches {
      let use = ExpressionUse(branch.condition)
      let condition = around.package.condition(of: branch.condition)
      let place = use?.span ?? branch.steps.first?.place
      // One that can hold nowhere is found as that.
      let reached = around.condition.and(condition)
      if !earlier.isEmpty, reached.isEmpty != .yes, conditions.cover(reached) == .yes {
        let isDeadAnyway = conditions.cover(condition) == .yes
        report.add(
          Self.about.finding(
            use == nil ? "nothing is left for this branch" : "where this holds, an earlier branch is taken", at: place,
            related: earlier + (isDeadAnyway ? [] : around.labels),
            mend: "move it up, or narrow what stands before it"))
      }
      conditions.append(condition)
      if let place { earlier.append(Label(span: place, text: "taken before it")) }
      check(branch.steps, around.adding(branch.condition), &report)
    }
  }

  /// What is so wherever a step is come to.
  private struct Around {
    let package: RuledPackage
    var condition = Condition.always
    /// Where that is said.
    var labels: [Label] = []

    init(_ package: RuledPackage) { self.package = package }

    /// The time goes on from one condition to the next, so that what one says of it need not be so at the other.
    func readsNoTime(_ condition: Condition) -> Bool { !condition.paths.contains { $0.first == "now" } }

    func adding(_ text: ScalarText?) -> Around {
      guard let use = ExpressionUse(text) else { return self }
      let condition = package.condition(of: use)
      guard readsNoTime(condition) else { return self }
      var around = self
      around.condition = self.condition.and(condition)
      around.labels.append(Label(span: use.span, text: "only what is so comes here"))
      return around
    }

    /// Where it is so, the workflow ends, and nothing comes to what stands behind that.
    mutating func leave(_ text: ScalarText?) {
      guard let use = ExpressionUse(text) else { return }
      let condition = package.condition(of: use)
      guard readsNoTime(condition) else { return }
      self.condition = self.condition.and(condition.negated)
      labels.append(Label(span: use.span, text: "what is so has ended here"))
    }
  }
}
