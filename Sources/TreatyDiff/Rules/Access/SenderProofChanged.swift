import TreatyDiagnostics
import TreatyPlan

/// Senders must show something else.
public struct SenderProofChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .senderProofChanged, "sender-proof-changed", .breaks, .partner,
    title: "Senders must show something else",
    consequence: "What is sent with the old proof is refused.",
    advice: "Change both at the same time, or take the new one at a path of its own first.",
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
          on: {event: watch.alarm, path: /alarm, account: desk-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.trigger.authentication, flow.new.trigger.authentication)
      guard old.rank > 0, new.rank > 0, old != new else { return }
      report.add(
        Self.about, at: place.part("on.account", pointer: "trigger"),
        "flow `\(flow.new.name)` asks senders for something else",
        before: old.words, after: new.words)
    }
  }
}
