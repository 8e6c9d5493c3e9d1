import TreatyDiagnostics
import TreatyPlan

/// A message is taken apart in another way.
public struct ItemsChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .itemsChanged, "items-changed", .breaks, .state, touchesState: true,
    title: "A message is taken apart in another way",
    consequence: """
      A message that came before and is sent again gives other items: what was done is done again under other keys.
      """,
    advice: "Let the flow run dry before the plan takes over.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          each: "[event.body]"
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          each: "[event.body, event.body]"
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard !plans.meaning.isSame(flow.old.each, flow.new.each) else { return }
      var examples: [Counterexample] = []
      if let old = flow.old.each, let new = flow.new.each {
        let standing = Standing(flow: flow, stand: .whole)
        guard let found = report.examples(.expression(old), .expression(new), standing, as: .value) else { return }
        examples = found
      }
      report.add(
        Self.about, at: place.part("each"), "flow `\(flow.new.name)` makes other items of a message",
        before: flow.old.each?.cel, after: flow.new.each?.cel, examples: examples)
    }
  }
}
