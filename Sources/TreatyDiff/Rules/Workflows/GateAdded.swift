import TreatyDiagnostics
import TreatyPlan

/// A gate is new.
public struct GateAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .gateAdded, "gate-added", .note, .promise,
    title: "A gate is new",
    consequence: "It can be asked.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "gates", "gate", plans)
  }
}
