import TreatyDiagnostics
import TreatyPlan

/// The key of records is another.
public struct IdentityChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .identityChanged, "identity-changed", .breaks, .state, touchesState: true,
    title: "The key of records is another",
    consequence: """
      What is known of records is known by the old key: each would be made once more, and what is under way is in a lane of its \
      own.
      """,
    advice: """
      Keep the key. If it has to change, let the flow run dry, and give the records their new key with a flow of another name.
      """,
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
          identify: item.host
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (flow.old.identify, flow.new.identify)
      guard !plans.meaning.isSame(old, new),
        let examples = report.examples(
          .expression(old), .expression(new), Standing(flow: flow, stand: .kept), as: .key)
      else { return }
      report.add(
        Self.about, at: place.part("identify"), "records of flow `\(flow.new.name)` are told apart by something else",
        before: old.cel, after: new.cel, examples: examples)
    }
  }
}
