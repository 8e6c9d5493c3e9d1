import TreatyDiagnostics
import TreatyPlan

/// Two systems are not held against each other any more.
public struct ReconcileRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .reconcileRemoved, "reconcile-removed", .weakens, .promise,
    title: "Two systems are not held against each other any more",
    consequence: "What is different between them is found by nobody.",
    advice: "Who relied on it agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      models:
        case:
          key: [title]
          fields: {title: string, state: {enum: [open, done]}}
      systems:
        ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
      reconciles:
        cases:
          owner: front-desk
          serves: support
          model: case
          sides:
            front: {record: help.ticket, fields: {title: title, state: state}}
            back: {record: ledger.ticket, fields: {title: title, state: state}}
          match: item.title
          compare: [state]
          on: daily at 03:00
          correct: {differs: back}
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
    report.addRemoved(Self.about, from: "reconciles", "reconcile", plans)
  }
}
