import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A retry policy that may try again, and has nothing to do it with.
public struct EmptyBudget: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .emptyBudget, name: "empty-budget", severity: .warning, title: "A retry policy with a budget of nothing",
      summary: "A retry policy with `budget: 0%` is to try more than once.",
      why: """
        The budget is the share of calls that may be attempts after the first. Where first attempts earn none, all deliveries of a flow that \
        have failed share one attempt in ten seconds. After an outage most of them meet their deadline before their turn comes, though the \
        policy names pauses and attempts as if each was tried again.
        """,
      mend:
        "Write `attempts: 1` where nothing is to be tried again; else leave `budget` out, or write a share such as `20%`.",
      bad: """
        policies:
          retry: {once: {first: 10s, budget: 0%}}
        """,
      good: """
        policies:
          retry: {once: {attempts: 1}}
        """,
      related: [.breakerBeyondDeadline], canBeAllowed: true),
    reason: "all that has failed shares one attempt in ten seconds, and most of it is given up at its deadline")

  /// The rule.
  public init() {}

  /// Looks at the retry policies of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retries) where policy.value.attempts != 1 {
      guard let budget = policy.value.budget, (try? Percentage(parsing: budget.value))?.millionths == 0 else {
        continue
      }
      report.add(
        Self.about.finding(
          "`\(policy.name.value)` is to try again, and has a budget of nothing", at: budget.span,
          mend: "write `attempts: 1`, if nothing is to be tried again", "or a share of the calls, such as `20%`"))
    }
  }
}
