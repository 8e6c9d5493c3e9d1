import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A step that reads what another gives at the same time.
public struct UnorderedStep: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unorderedStep, name: "unordered-step", severity: .error,
      title: "A step reads what may not be there yet",
      summary: "A step of one way of a `parallel` reads what a step of another way gives.",
      why: """
        Ways of a `parallel` are gone at the same time: which of two steps in them is done first, nobody says. Once the value is there, and \
        another time it is not, when the other system was slow.
        """,
      mend: """
        Put both steps into one way, in their order, or the one that reads behind the `parallel`: there all ways have come to their end.
        """,
      bad: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - parallel:
                  crew: [{name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}]
                  desk: [{to: help.ticket, do: create, with: {title: "Job ${ steps.sent.id }"}}]
        """,
      good: """
        workflows:
          mend:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - parallel:
                  crew: [{name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}]
                  desk: [{to: help.ticket, do: create, with: {title: Seen}}]
              - {to: help.ticket, do: create, with: {title: "Job ${ steps.sent.id }"}}
        """,
      related: [.unreachedStep], canBeAllowed: true),
    reason: "which of the two is done first, nobody says")

  /// The rule.
  public init() {}

  /// Looks at the ways of each `parallel`.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted {
      for step in workflow.value.allSteps {
        guard let ways = step.parallel, ways.count > 1 else { continue }
        for way in ways { check(way, beside: ways, package, &report) }
      }
    }
  }

  private func check(
    _ way: Named<[StepDeclaration]>, beside ways: [Named<[StepDeclaration]>], _ package: RuledPackage,
    _ report: inout Findings
  ) {
    var given: [String: Located<String>] = [:]
    for other in ways where other.name != way.name {
      for name in other.value.withInner.compactMap({ $0.name }) { given[name.value] = name }
    }
    guard !given.isEmpty else { return }
    for use in package.expressions.uses(below: way.node) {
      let read = Set(
        (package.expressions.compilation(of: use)?.references ?? []).compactMap { path in
          path.count > 1 && path[0] == "steps" ? path[1] : nil
        })
      for name in read.sorted() {
        guard let step = given[name] else { continue }
        report.add(
          Self.about.finding(
            "`steps.\(name)` is given by another way that is gone at the same time", at: use.span,
            related: [Label(span: step.span, text: "done at the same time")],
            mend: "put both steps into one way, in their order", "or this step behind the `parallel`"))
      }
    }
  }
}
