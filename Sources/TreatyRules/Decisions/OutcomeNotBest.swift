import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A decision whose outcome has fewer points than another option, without a reason.
public struct OutcomeNotBest: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .outcomeNotBest, name: "outcome-not-best", severity: .warning,
      title: "The outcome has fewer points than another option",
      summary: """
        A decision was taken for an option that comes to less than another, by its own criteria, and no `reason` \
        is given.
        """,
      why: """
        Either a weight is wrong, or something counted that is no criterion. In a year nobody remembers which, \
        and the decision is taken anew from the start.
        """,
      mend: "Say under `reason` what tipped the scales, or correct the weights and scores.",
      bad: """
        decisions:
          planning:
            criteria: {cost: 2, speed: 1}
            options:
              build: {scores: {cost: 4, speed: 6}}
              buy: {scores: {cost: 8, speed: 3}}
            outcome: build
        """,
      good: """
        decisions:
          planning:
            criteria: {cost: 2, speed: 1}
            options:
              build: {scores: {cost: 4, speed: 6}}
              buy: {scores: {cost: 8, speed: 3}}
            outcome: buy
        """,
      related: [.unscoredOption, .decidedNothing], canBeAllowed: true),
    reason: "in a year nobody remembers what tipped the scales")

  /// The rule.
  public init() {}

  /// Looks at the decisions of the package that were taken.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      let value = decision.value
      guard let outcome = value.outcome, value.reason == nil else { continue }
      let scores = value.options.compactMap { WeightedScore($0, by: value.criteria) }
      guard let taken = scores.first(where: { $0.option.value == outcome.value }),
        let best = scores.max(by: { $0.sum < $1.sum }), best.sum > taken.sum + 1e-9
      else { continue }
      report.add(
        Self.about.finding(
          "`\(decision.name.value)` decided for `\(outcome.value)`, and `\(best.option.value)` has more points",
          at: outcome.span, taken.text, related: [Label(span: best.option.span, text: best.text)],
          mend: "say under `reason` why it is `\(outcome.value)` all the same",
          "or correct the weights and scores that are wrong"))
    }
  }
}
