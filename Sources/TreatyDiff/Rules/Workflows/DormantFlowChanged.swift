import TreatyDiagnostics
import TreatyPlan

/// A flow says something else that no host carries out yet.
public struct DormantFlowChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantFlowChanged, "dormant-flow-changed", .weakens, .state,
    also: [.breaks, .note],
    title: "A flow says something else that no host carries out yet",
    consequence: "What it will do is something else.",
    advice: """
      See it as if it ran: what is told apart by another key, goes elsewhere or is promised less will be so from its first day.
      """,
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: There is no count, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(
      Self.about, in: "flows", "flow", plans,
      level: { path in
        switch path.first {
        case "on": .breaks
        case "correlate", "lookup", "validate", "failure", "levels", "retry", "retention", "expires", "unsure",
          "deliver",
          "map":
          .weakens
        default: .note
        }
      }, kind: Self.kind)
  }

  /// The kind of change that it would be of a flow that is carried out.
  private static func kind(_ difference: ContentDifference) -> ChangeDescription? {
    let (isNew, isGone) = (difference.before == nil, difference.after == nil)
    switch difference.path.first {
    case "identify": return IdentityChanged.about
    case "each": return ItemsChanged.about
    case "owner": return OwnerChanged.about
    case "where": return isNew ? ConditionAdded.about : isGone ? ConditionDropped.about : ConditionChanged.about
    case "on":
      switch difference.path.last {
      case "path": return PathChanged.about
      case "event": return EventChanged.about
      case "account": return SenderProofChanged.about
      default: return nil
      }
    case "deliver" where difference.path.contains("fields"), "map" where difference.path.contains("set"):
      return isNew ? FieldAdded.about : isGone ? FieldDropped.about : FieldChanged.about
    case "levels" where isGone: return LevelsDropped.about
    case "levels" where isNew: return LevelsPromised.about
    case "failure" where difference.path.last == "runbook" && isGone: return RunbookGone.about
    case "failure" where difference.path.last == "escalate": return EscalatedElsewhere.about
    default: return nil
    }
  }
}
