import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A legal hold that nobody said the end of.
public struct EndlessHold: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endlessHold, name: "endless-hold", severity: .warning,
      title: "A legal hold without an end",
      summary: "A retention policy has a legal hold, and the hold says no `until`.",
      why: """
        While a hold stands nothing is deleted. One without an end outlives its case, the people who knew of it, \
        and in the end the storage; what had to be deleted long ago is still there.
        """,
      mend: """
        Write the last day under `until`. Where nobody knows it yet, write the day on which somebody asks again.
        """,
      bad: """
        policies:
          retention:
            short: {done: 7d, hold: {reason: Case 2026-114}}
        """,
      good: """
        policies:
          retention:
            short: {done: 7d, hold: {reason: Case 2026-114, until: 2027-12-31}}
        """,
      related: [.endedHold, .endlessArchive], canBeAllowed: true),
    reason: "nothing is ever deleted, long after the case is closed")

  /// The rule.
  public init() {}

  /// Looks at the legal holds of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retentions) {
      guard let hold = policy.value.hold, hold.until == nil else { continue }
      report.add(
        Self.about.finding(
          "the legal hold of `\(policy.name.value)` has no end", at: hold.reason.span,
          "nothing is deleted because of this",
          mend: "write the last day under `until`, or the day on which somebody asks again"))
    }
  }
}
