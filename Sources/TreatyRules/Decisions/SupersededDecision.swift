import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Decisions of which one takes the place of the other, and only one says so.
public struct SupersededDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .supersededDecision, name: "superseded-decision", severity: .warning,
      title: "A decision was replaced, and only one of two says so",
      summary: """
        A decision replaces another that does not have the status `replaced`, or has that status and nothing \
        replaces it.
        """,
      why: """
        Two decisions on one question both seem to hold, and both bind. Or one was given up, and nobody finds \
        what holds in its place.
        """,
      mend: "Write `status: replaced` on the old decision, and `replaces` on the new one.",
      bad: """
        decisions:
          by-mail: {date: 2024-05-01}
          by-hook: {date: 2026-05-01, replaces: by-mail}
        """,
      good: """
        decisions:
          by-mail: {date: 2024-05-01, status: replaced}
          by-hook: {date: 2026-05-01, replaces: by-mail}
        """,
      related: [.overdueDecision], canBeAllowed: true),
    reason: "two decisions on one question both seem to hold, or none does")

  /// The rule.
  public init() {}

  /// Looks at decisions of the package that take the place of others, or whose place was taken.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var replaced: Set<String> = []
    for decision in package.declared.decisions.sorted {
      guard let old = decision.value.replaces, let named = package.find(old, in: \.decisions) else { continue }
      replaced.insert(named.name.value)
      guard package.isOwn(decision.name.span), decision.value.status.value == .decided,
        named.value.status.value != .replaced
      else { continue }
      report.add(
        Self.about.finding(
          "`\(decision.name.value)` replaces `\(old.value)`, whose status is `\(named.value.status.value.rawValue)`",
          at: old.span, related: [Label(span: named.name.span, text: "still seems to hold")],
          mend: "write `status: replaced` on `\(old.value)`"))
    }
    for decision in package.own(\.decisions)
    where decision.value.status.value == .replaced && !replaced.contains(decision.name.value) {
      report.add(
        Self.about.finding(
          "`\(decision.name.value)` was replaced, and no decision says that it replaces it",
          at: decision.value.status.span,
          mend: "write `replaces: \(decision.name.value)` on the decision that holds now",
          "or write `status: decided`, if it still holds"))
    }
  }
}
