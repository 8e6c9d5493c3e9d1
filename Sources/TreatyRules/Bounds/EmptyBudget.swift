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
        The budget is the share of calls that may be attempts after the first. With none of them what fails once waits until its deadline, \
        and is given up then, though the policy names pauses and attempts as if it were tried again.
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
    reason: "what fails once is not tried again, and is given up only at its deadline")

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
