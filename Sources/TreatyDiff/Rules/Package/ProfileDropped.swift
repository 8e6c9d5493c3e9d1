import TreatyDiagnostics
import TreatyPlan

/// The package is not held to a compliance profile any more.
public struct ProfileDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .profileDropped, "profile-dropped", .exposes, .exposure,
    title: "The package is not held to a compliance profile any more",
    consequence: "What the profile demands of retention, secrecy and reviews is not looked for any more.",
    advice: "Whoever answers for compliance agrees.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      profiles: [gdpr]
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for name in packages.old.profiles.subtracting(packages.new.profiles).sorted() {
      report.add(
        Self.about, at: packages.place.part("profiles.\(name)", pointer: "profiles"),
        "the package is not held to `\(name)` any more", before: name)
    }
  }
}
