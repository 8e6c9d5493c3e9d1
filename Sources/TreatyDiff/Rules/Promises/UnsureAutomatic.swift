import TreatyDiagnostics
import TreatyPlan

/// Nobody is asked any more whether a call was done.
public struct UnsureAutomatic: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .unsureAutomatic, "unsure-automatic", .weakens, .promise,
    title: "Nobody is asked any more whether a call was done",
    consequence: "What nobody knows the end of is looked up, or sent again, by what the connector says of it.",
    advice: "See that the operation's `safety` is true of this system.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          unsure: ask
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
      guard !flow.old.settlesUnsure, flow.new.settlesUnsure else { return }
      report.add(
        Self.about, at: place.part("failure.unsure", pointer: "unsure"),
        "calls of flow `\(flow.new.name)` are settled without a person",
        before: "ask", after: "settle")
    }
  }
}
