import TreatyDiagnostics
import TreatyPlan

/// An input takes another kind of value.
public struct InputRetyped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .inputRetyped, "input-retyped", .breaks, .promise,
    title: "An input takes another kind of value",
    consequence: "A host that binds a value of the old kind does not take the plan.",
    advice: "Bind a value of the new kind before the plan takes over.",
    before: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: string}}
      secrets: {desk-token: {}, crew-password: {}}
      """,
    after: """
      # treaty.yaml
      treaty: 1
      package: test/paging
      version: 1.0.0
      uses: [std/itsm]
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: int}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for input in plans.inputs.both where input.old.kind != input.new.kind {
      report.add(
        Self.about, at: plans.place("inputs", "input", input.new.name, old: input.oldIndex, new: input.newIndex),
        "the input `\(input.new.name)` takes another kind of value", before: input.old.kind.rawValue,
        after: input.new.kind.rawValue)
    }
  }
}
