import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A delivery that is tried again for more than a month.
public struct EndlessRetry: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endlessRetry, name: "endless-retry", severity: .warning,
      title: "Deliveries are tried again for more than a month",
      summary: "The `deadline` of a retry policy is longer than 30 days.",
      why: """
        What could not be delivered for a month is rarely wanted any more: tickets were closed, people have \
        moved on. Until then it holds up all that comes after it under the same key, and nobody is told.
        """,
      mend: """
        Shorten the deadline to the time in which the news is still worth something. What is given up becomes a \
        dead letter, which can be sent again at any time.
        """,
      bad: """
        policies:
          retry:
            stubborn: {max: 1h, deadline: 90d}
        """,
      good: """
        policies:
          retry:
            stubborn: {max: 1h, deadline: 3d}
        """,
      related: [.windowBeyondExpiry], canBeAllowed: true),
    reason: "what comes after it under the same key waits as long, and nobody is told")

  /// The rule.
  public init() {}

  private static let most: Int64 = 30 * 86_400_000

  /// Looks at the retry policies of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retries) where policy.value.deadline > Self.most && policy.value.attempts != 1 {
      report.add(
        Self.about.finding(
          "`\(policy.name.value)` tries again for \(Interval.text(policy.value.deadline))",
          at: policy.node["deadline"]?.span ?? policy.name.span,
          mend: "write the time in which the news is still worth something, such as `deadline: 3d`"))
    }
  }
}
