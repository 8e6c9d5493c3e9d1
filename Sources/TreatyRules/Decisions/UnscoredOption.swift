import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An option without a score that others have.
public struct UnscoredOption: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unscoredOption, name: "unscored-option", severity: .warning,
      title: "An option is not scored by a criterion that counts",
      summary: "An option has no score for a criterion that counts, while other options have one.",
      why: """
        A score that is missing counts as none at all, so the option loses for want of a number. What was \
        compared then is not what the decision seems to say.
        """,
      mend: "Give the option a score from 0 to 10, or take the criterion out.",
      bad: """
        decisions:
          planning:
            criteria: {cost: 2, speed: 1}
            options:
              build: {scores: {cost: 4}}
              buy: {scores: {cost: 8, speed: 3}}
            outcome: buy
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
      related: [.outcomeNotBest], canBeAllowed: true),
    reason: "the option loses for want of a number")

  /// The rule.
  public init() {}

  /// Looks at the options of the decisions that were taken.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      for criterion in decision.value.criteria where criterion.value.weight > 0 {
        let name = criterion.name.value
        let scored = decision.value.options.first { $0.value.scores.contains { $0.name.value == name } }
        guard let scored else { continue }
        for option in decision.value.options where !option.value.scores.contains(where: { $0.name.value == name }) {
          report.add(
            Self.about.finding(
              "`\(option.name.value)` has no score for `\(name)`, and `\(scored.name.value)` has one",
              at: option.name.span, related: [Label(span: criterion.name.span, text: "this counts")],
              mend: "add `\(name)` to its `scores`, from 0 to 10", "or remove the criterion, if it does not count"))
        }
      }
    }
  }
}
