import TreatyDiagnostics
import TreatyPlan

/// An input is gone.
public struct InputRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .inputRemoved, "input-removed", .breaks, .promise,
    title: "An input is gone",
    consequence: "A host that binds it does not start with the plan.",
    advice: "Take it out of the units and scripts that start hosts.",
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
      inputs: {desk-url: {type: url}, crew-url: {type: url}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for input in plans.inputs.removed {
      report.add(
        Self.about, at: plans.place("inputs", "input", input.element.name, old: input.index),
        "the input `\(input.element.name)` is gone", before: input.element.kind.rawValue)
    }
  }
}
