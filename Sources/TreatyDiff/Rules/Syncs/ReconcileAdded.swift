import TreatyDiagnostics
import TreatyPlan

/// Two systems are held against each other.
public struct ReconcileAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .reconcileAdded, "reconcile-added", .note, .promise,
    title: "Two systems are held against each other",
    consequence: "What is different is found, and put right where it says so.",
    advice: "See what it would put right before it runs.",
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "reconciles", "reconcile", plans)
  }
}
