import TreatyDiagnostics
import TreatyPlan

/// Findings of a kind matter more.
public struct RuleRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .ruleRaised, "rule-raised", .note, .promise,
    title: "Findings of a kind matter more",
    consequence: "What was let through is said or refused, in the whole package.",
    advice: "Nothing.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      rules: {TR0502: error}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (code, old, new) in packages.settings {
      guard PackageFacts.isLower(old, than: new) else { continue }
      report.add(
        Self.about, at: packages.place.part("rules.\(code)", pointer: "rules/\(code)"), "findings \(code) matter more",
        before: old?.words,
        after: new?.words)
    }
  }
}
