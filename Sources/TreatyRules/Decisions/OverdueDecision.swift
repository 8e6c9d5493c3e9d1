import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A decision that was to be looked at again.
public struct OverdueDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overdueDecision, name: "overdue-decision", severity: .warning,
      title: "A decision was to be looked at again by now",
      summary: "The day under `review` of a decision has passed.",
      why: """
        A decision holds under the circumstances of its day. What it was weighed with, prices and load and what \
        vendors promise, has changed since, and nobody has looked whether it still comes out the same.
        """,
      mend: """
        Look at it again: write the next day under `review`, or decide anew and let the new decision replace it.
        """,
      bad: """
        decisions:
          planning: {date: 2025-06-01, review: 2026-06-01}
        """,
      good: """
        decisions:
          planning: {date: 2025-06-01, review: 2027-06-01}
        """,
      related: [.supersededDecision], canBeAllowed: true),
    reason: "nobody has looked whether it still comes out the same")

  /// The rule.
  public init() {}

  /// Looks at the decisions of the package that hold.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      guard let review = decision.value.review, package.hasPassed(review) else { continue }
      report.add(
        Self.about.finding(
          "`\(decision.name.value)` was to be looked at again on \(review.value)", at: review.span,
          related: [decision.value.date.map { Label(span: $0.span, text: "decided on this day") }],
          mend: "look at it again, and write the next day under `review`",
          "or decide anew, and let the new decision say `replaces: \(decision.name.value)`"))
    }
  }
}
