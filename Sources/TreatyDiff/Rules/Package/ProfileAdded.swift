import TreatyDiagnostics
import TreatyPlan

/// The package is held to a compliance profile.
public struct ProfileAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .profileAdded, "profile-added", .note, .exposure,
    title: "The package is held to a compliance profile",
    consequence: "More is looked for, and more is found.",
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
      profiles: [gdpr]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for name in packages.new.profiles.subtracting(packages.old.profiles).sorted() {
      report.add(
        Self.about, at: packages.place.part("profiles.\(name)", pointer: "profiles"),
        "the package is held to `\(name)`", after: name)
    }
  }
}
