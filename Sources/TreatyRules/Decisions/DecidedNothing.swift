import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A decision that was taken, and has no outcome.
public struct DecidedNothing: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .decidedNothing, name: "decided-nothing", severity: .warning,
      title: "A decision without an outcome",
      summary: "A decision has the status `decided` and options, and does not say which of them was taken.",
      why: """
        Who reads it knows what could have been done, and not what is. `decided` is also what holds where no \
        status is written, so an open question easily looks like an answer.
        """,
      mend: "Name the option under `outcome`, or write `status: proposed` as long as it is open.",
      bad: """
        decisions:
          planning:
            criteria: {cost: 2, speed: 1}
            options:
              build: {scores: {cost: 4, speed: 6}}
              buy: {scores: {cost: 8, speed: 3}}
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
    reason: "an open question looks like an answer")

  /// The rule.
  public init() {}

  /// Looks at the decisions of the package that were taken.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions
    where decision.value.outcome == nil && !decision.value.options.isEmpty {
      let options = decision.value.options.map { "`\($0.name.value)`" }.joined(separator: ", ")
      report.add(
        Self.about.finding(
          "`\(decision.name.value)` is decided, and nobody says for what", at: decision.name.span,
          "the options are \(options)", mend: "name the option that was taken under `outcome`",
          "or write `status: proposed` while it is open"))
    }
  }
}
