import TreatyDiagnostics
import TreatyPlan

/// Anybody may send.
public struct SenderUnproved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .senderUnproved, "sender-unproved", .exposes, .exposure,
    title: "Anybody may send",
    consequence: "Whoever knows the path can make records.",
    advice: "Keep an account, or put what checks senders before the host.",
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
          on: {event: watch.alarm, path: /alarm}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard flow.old.trigger.authentication.rank > 0, flow.new.trigger.authentication.rank == 0 else { return }
      report.add(
        Self.about, at: place.part("on.account", pointer: "trigger"), "flow `\(flow.new.name)` does not ask who sends",
        before: flow.old.trigger.authentication.words, after: flow.new.trigger.authentication.words)
    }
  }
}
