import TreatyDiagnostics
import TreatyPlan

/// An input can be bound that could not.
public struct InputAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .inputAdded, "input-added", .note, .promise,
    title: "An input can be bound that could not",
    consequence: "A host that does not bind it takes its default.",
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
      inputs: {desk-url: {type: url}, crew-url: {type: url}, zone: {type: string, default: north}}
      secrets: {desk-token: {}, crew-password: {}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for input in plans.inputs.added {
      guard let fallback = input.element.fallback else { continue }
      report.add(
        Self.about, at: plans.place("inputs", "input", input.element.name, new: input.index),
        "the input `\(input.element.name)` can be bound", after: fallback)
    }
  }
}
