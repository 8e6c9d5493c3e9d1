import TreatyDiagnostics
import TreatyPlan

/// Senders must show who they are.
public struct SenderProved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .senderProved, "sender-proved", .breaks, .partner,
    title: "Senders must show who they are",
    consequence: "What is sent without is refused.",
    advice: "Let the sender change first: what is shown and not asked for does no harm.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm}
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard flow.new.trigger.authentication.rank > 0, flow.old.trigger.authentication.rank == 0 else { return }
      report.add(
        Self.about, at: place.part("on.account", pointer: "trigger"), "flow `\(flow.new.name)` asks who sends",
        before: flow.old.trigger.authentication.words, after: flow.new.trigger.authentication.words)
    }
  }
}
