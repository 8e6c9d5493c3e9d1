import TreatyDiagnostics
import TreatyPlan

/// A gate answers in another way.
public struct GateChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .gateChanged, "gate-changed", .weakens, .promise,
    title: "A gate answers in another way",
    consequence: "Something goes on that was kept out, or is kept out that went on.",
    advice: "Who owns what it guards agrees.",
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
      gates:
        release:
          owner: front-desk
          serves: support
          ask: {path: /gates/release, account: desk-here, input: {stage: {enum: [test, live]}, risk: int}}
          rules:
            - {allow: item.stage == 'test', reason: Tests are always open}
            - {deny: item.risk > 9 && item.stage == 'live', reason: Too much at once}
            - {allow: "true", reason: Nothing speaks against it}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "gates", "gate", plans)
  }
}
