import TreatyDiagnostics
import TreatyPlan

/// The package has another name.
public struct PackageRenamed: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .packageRenamed, "package-renamed", .breaks, .state, touchesState: true,
    title: "The package has another name",
    consequence: """
      Marks are made with it: records that were made are not found again, and a store of the old package is not taken.
      """,
    advice: "Keep the name.",
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
      package: test/pager
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard plans.old.package != plans.new.package else { return }
    report.add(
      Self.about, at: plans.place("package", "package", plans.new.package),
      "the package is called `\(plans.new.package)`",
      before: plans.old.package, after: plans.new.package)
  }
}
