import TreatyDiagnostics
import TreatyPlan

/// Findings of a kind matter less.
public struct RuleLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .ruleLowered, "rule-lowered", .weakens, .promise,
    title: "Findings of a kind matter less",
    consequence: "What was refused or said is let through, in the whole package.",
    advice: "Read the reason that the manifest gives.",
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
      rules: {TR0502: {severity: note, reason: The collector listens on this host}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (code, old, new) in packages.settings {
      guard PackageFacts.isLower(new, than: old) else { continue }
      report.add(
        Self.about, at: packages.place.part("rules.\(code)", pointer: "rules/\(code)"), "findings \(code) matter less",
        before: old?.words,
        after: new?.words)
    }
  }
}
