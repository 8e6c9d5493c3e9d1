import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Steps of an escalation that do not follow each other.
public struct DisorderedEscalation: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .disorderedEscalation, name: "disordered-escalation", severity: .warning,
      title: "Steps of an escalation out of order",
      summary: """
        A step of an escalation policy comes no later than the one before it, or all begins again before the \
        last step was tried.
        """,
      why: """
        `after` counts from the failure, not from the step before. Two steps with the same time call two teams \
        at once, each of which waits for the other; a step with an earlier time goes before the one that it \
        should follow.
        """,
      mend: """
        Let the times grow from step to step: `{call: desk}, {after: 15m, call: operations}, {after: 1h, call: \
        head}`. Let `again` lie beyond the last of them.
        """,
      bad: """
        policies:
          escalation:
            by-night: {steps: [{after: 30m, call: front-desk}, {after: 15m, call: night-watch}]}
        """,
      good: """
        policies:
          escalation:
            by-night: {steps: [{after: 15m, call: front-desk}, {after: 30m, call: night-watch}]}
        """,
      related: [.callsNobody], canBeAllowed: true),
    reason: "people are called in another order than the steps stand in")

  /// The rule.
  public init() {}

  /// Looks at the times of each of the package's own policies.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.escalations) {
      let steps = policy.value.steps
      for (before, step) in zip(steps, steps.dropFirst()) where step.after.value <= before.after.value {
        let name = (step.call ?? step.contract)?.value ?? ""
        let former = (before.call ?? before.contract)?.value ?? ""
        let (time, earlier) = (Interval.text(step.after.value), Interval.text(before.after.value))
        let isSame = step.after.value == before.after.value
        report.add(
          Self.about.finding(
            "`\(name)` is called \(isSame ? "at the same time as" : "before") `\(former)`, which stands before it",
            at: (step.call ?? step.contract)?.span ?? policy.name.span, "called \(time) after the failure",
            related: [
              (before.call ?? before.contract).map { Label(span: $0.span, text: "called \(earlier) after the failure") }
            ],
            mend: "write a longer `after` than \(earlier) on the step that calls `\(name)`",
            isSame ? "or, if both are to be called at once, allow it and say so" : "or let it stand first"))
      }
      guard let again = policy.value.again, let last = steps.map({ $0.after }).max(by: { $0.value < $1.value }),
        again.value <= last.value
      else { continue }
      let (time, end) = (Interval.text(again.value), Interval.text(last.value))
      report.add(
        Self.about.finding(
          "`\(policy.name.value)` begins again after \(time), and its last step comes after \(end)", at: again.span,
          "no later than the last step",
          related: steps.count > 1 ? [Label(span: last.span, text: "the last step")] : [],
          mend: "write a longer time than \(end) under `again`"))
    }
  }
}
