import TreatyDiagnostics
import TreatyPlan

/// An input is needed that was not.
public struct InputNeeded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .inputNeeded, "input-needed", .breaks, .promise,
    title: "An input is needed that was not",
    consequence: "A host that does not bind it does not take the plan.",
    advice: "Bind it at every host before the plan takes over, or give it a default.",
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
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: string}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for input in plans.inputs.added where input.element.fallback == nil {
      report.add(
        Self.about, at: plans.place("inputs", "input", input.element.name, new: input.index),
        "the input `\(input.element.name)` is needed", after: input.element.kind.rawValue)
    }
    for input in plans.inputs.both {
      guard let before = input.old.fallback, input.new.fallback == nil else { continue }
      report.add(
        Self.about, at: plans.place("inputs", "input", input.new.name, old: input.oldIndex, new: input.newIndex),
        "the input `\(input.new.name)` has no default any more, and is needed", before: before)
    }
  }
}
