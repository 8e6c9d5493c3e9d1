import TreatyDiagnostics
import TreatyPlan

/// A secret is changed less often.
public struct RotationSlower: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .rotationSlower, "rotation-slower", .weakens, .exposure,
    title: "A secret is changed less often",
    consequence: "Whoever has got hold of it has it for longer.",
    advice: "Whoever answers for the system that it opens agrees.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {rotate: 90d}, crew-password: {}}
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {rotate: 365d}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (name, every) in packages.old.rotations.sorted(by: { $0.key < $1.key }) {
      let new = packages.new.rotations[name]
      guard let secret = plans.secrets.both.first(where: { $0.new.name == name }), new ?? .max > every else { continue }
      report.add(
        Self.about, at: plans.place("secrets", "secret", name, old: secret.oldIndex, new: secret.newIndex),
        "the secret `\(name)` need not be changed as often",
        before: Words.duration(every), after: new.map { Words.duration($0) })
    }
  }
}
