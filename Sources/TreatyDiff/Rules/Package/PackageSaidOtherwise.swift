import TreatyDiagnostics
import TreatyPlan

/// The package says something else of itself.
public struct PackageSaidOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .packageSaidOtherwise, "package-said-otherwise", .note, .people,
    title: "The package says something else of itself",
    consequence: "Who answers for what names nobody, or which rules are looked by, is another.",
    advice: "Whoever answers for it agrees.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      owner: front-desk
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      owner: night-watch
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for name in ["owner", "preview"] {
      let (old, new) = (packages.old.content.fields[name], packages.new.content.fields[name])
      guard old != new else { continue }
      report.add(
        Self.about, at: packages.place.part(name), "the package says another `\(name)`",
        before: old?.words(of: nil), after: new?.words(of: nil))
    }
  }
}
