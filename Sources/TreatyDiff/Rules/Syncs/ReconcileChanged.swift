import TreatyDiagnostics
import TreatyPlan

/// Two systems are held against each other in another way.
public struct ReconcileChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .reconcileChanged, "reconcile-changed", .weakens, .promise,
    title: "Two systems are held against each other in another way",
    consequence: "Other differences are found, at other times, or put right in another way.",
    advice: "See what it would put right before it runs.",
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
          on: daily at 05:00
          correct: {differs: back}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "reconciles", "reconcile", plans)
  }
}
