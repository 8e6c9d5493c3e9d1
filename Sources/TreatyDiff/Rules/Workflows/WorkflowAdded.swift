import TreatyDiagnostics
import TreatyPlan

/// A workflow is new.
public struct WorkflowAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .workflowAdded, "workflow-added", .note, .state,
    title: "A workflow is new",
    consequence: "It begins with the next message that starts it.",
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
      workflows:
        answer-alarm:
          on: {event: watch.alarm, path: /answer, account: monitor-here}
          identify: item.id
          steps: [{to: help.ticket, do: create, with: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "workflows", "workflow", plans)
  }
}
