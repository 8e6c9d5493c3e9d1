import TreatyDiagnostics
import TreatyPlan

/// Another package is used, or another version of one.
public struct UseChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .useChanged, "use-changed", .note, .partner,
    title: "Another package is used, or another version of one",
    consequence: "What comes of it for what runs is told by itself; what nothing here leans on is not.",
    advice: "Read what is new in it.",
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
      uses: [std/itsm, std/alertmanager]
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    let names = Set(packages.old.uses.keys).union(packages.new.uses.keys)
    for name in names.sorted() {
      let (old, new) = (packages.old.uses[name], packages.new.uses[name])
      guard old != new else { continue }
      let what = old == nil ? "is used" : new == nil ? "is not used any more" : "is used in another version"
      report.add(
        Self.about, at: packages.place.part("uses.\(name)", pointer: "uses/\(name)"), "the package `\(name)` \(what)",
        before: old, after: new)
    }
  }
}
