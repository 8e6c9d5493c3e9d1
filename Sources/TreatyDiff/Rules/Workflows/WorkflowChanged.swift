import TreatyDiagnostics
import TreatyPlan

/// A workflow goes another way.
public struct WorkflowChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .workflowChanged, "workflow-changed", .breaks, .state, touchesState: true,
    title: "A workflow goes another way",
    consequence: """
      What runs of it stays on the plan that it began with, and what begins from now on goes the other way.
      """,
    advice: "See that both ways can be gone at once.",
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
      workflows:
        answer-alarm:
          on: {event: watch.alarm, path: /answer, account: monitor-here}
          identify: item.id
          steps: [{to: help.ticket, do: create, with: {title: "${ item.id }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "workflows", "workflow", plans)
  }
}
