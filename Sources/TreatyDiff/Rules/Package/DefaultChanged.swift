import TreatyDiagnostics
import TreatyPlan

/// An input has another default.
public struct DefaultChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .defaultChanged, "default-changed", .weakens, .promise,
    also: [.note],
    title: "An input has another default",
    consequence: "A host that does not bind it goes by the new one.",
    advice: "Bind it where the old one is meant.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: string, default: north}}
      secrets: {desk-token: {}, crew-password: {}}
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: string, default: south}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for input in plans.inputs.both {
      guard let new = input.new.fallback, input.old.fallback != new else { continue }
      report.add(
        Self.about, at: plans.place("inputs", "input", input.new.name, old: input.oldIndex, new: input.newIndex),
        "the input `\(input.new.name)` has \(input.old.fallback == nil ? "a" : "another") default",
        before: input.old.fallback, after: new,
        // Who had to bind it has bound it.
        level: input.old.fallback == nil ? .note : nil)
    }
  }
}
