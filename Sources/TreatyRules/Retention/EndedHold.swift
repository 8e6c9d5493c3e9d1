import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A legal hold whose last day has passed.
public struct EndedHold: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endedHold, name: "ended-hold", severity: .warning,
      title: "The last day of a legal hold has passed",
      summary: "The day under `until` of a legal hold lies in the past.",
      why: """
        Either the case goes on, and what it needs is deleted from now on; or it is over, and the hold only \
        makes whoever reads the policy believe that things are kept.
        """,
      mend: "Agree on a later day if the case goes on. Otherwise remove the hold.",
      bad: """
        policies:
          retention:
            short: {done: 7d, hold: {reason: Case 2026-114, until: 2026-06-30}}
        """,
      good: """
        policies:
          retention:
            short: {done: 7d, hold: {reason: Case 2026-114, until: 2027-06-30}}
        """,
      related: [.endlessHold], canBeAllowed: true),
    reason: "if the case goes on, what it needs is deleted from now on")

  /// The rule.
  public init() {}

  /// Looks at the legal holds of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retentions) {
      guard let hold = policy.value.hold, let until = hold.until, package.hasPassed(until) else { continue }
      report.add(
        Self.about.finding(
          "the legal hold of `\(policy.name.value)` ended on \(until.value)", at: until.span,
          related: [Label(span: hold.reason.span, text: "what it was for")],
          mend: "write a later day under `until`, if the case goes on", "or remove `hold`"))
    }
  }
}
