import TreatyDiagnostics
import TreatyPlan

/// A gate is gone.
public struct GateRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .gateRemoved, "gate-removed", .weakens, .promise,
    title: "A gate is gone",
    consequence: "Who asks it gets no answer, and what it kept out may go on.",
    advice: "See who asks it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      gates:
        release:
          owner: front-desk
          serves: support
          ask: {path: /gates/release, account: desk-here, input: {stage: {enum: [test, live]}, risk: int}}
          rules:
            - {allow: item.stage == 'test', reason: Tests are always open}
            - {deny: item.risk > 5 && item.stage == 'live', reason: Too much at once}
            - {allow: "true", reason: Nothing speaks against it}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "gates", "gate", plans)
  }
}
