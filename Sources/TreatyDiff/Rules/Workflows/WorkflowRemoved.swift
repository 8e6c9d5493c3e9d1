import TreatyDiagnostics
import TreatyPlan

/// A workflow is gone.
public struct WorkflowRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .workflowRemoved, "workflow-removed", .breaks, .state, touchesState: true,
    title: "A workflow is gone",
    consequence: "What runs of it ends in the middle, or stays on the plan that it began with.",
    advice: "Let what runs end first.",
    before: """
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
    report.addRemoved(Self.about, from: "workflows", "workflow", plans)
  }
}
