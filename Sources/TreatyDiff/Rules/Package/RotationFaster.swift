import TreatyDiagnostics
import TreatyPlan

/// A secret is changed more often.
public struct RotationFaster: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rotationFaster, "rotation-faster", .note, .exposure,
    title: "A secret is changed more often",
    consequence: "It is said sooner that it must be changed.",
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
      secrets: {desk-token: {rotate: 90d}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (name, every) in packages.new.rotations.sorted(by: { $0.key < $1.key }) {
      let old = packages.old.rotations[name]
      guard let secret = plans.secrets.both.first(where: { $0.new.name == name }), old ?? .max > every else { continue }
      report.add(
        Self.about, at: plans.place("secrets", "secret", name, old: secret.oldIndex, new: secret.newIndex),
        "the secret `\(name)` must be changed more often",
        before: old.map { Words.duration($0) }, after: Words.duration(every))
    }
  }
}
