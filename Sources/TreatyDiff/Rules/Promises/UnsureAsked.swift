import TreatyDiagnostics
import TreatyPlan

/// A person is asked whether a call was done.
public struct UnsureAsked: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .unsureAsked, "unsure-asked", .note, .promise,
    title: "A person is asked whether a call was done",
    consequence: "What nobody knows the end of waits for somebody, and so does what is behind it in its lane.",
    advice: "See that somebody looks: `treaty review list`.",
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
          unsure: ask
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard flow.old.settlesUnsure, !flow.new.settlesUnsure else { return }
      report.add(
        Self.about, at: place.part("failure.unsure", pointer: "unsure"),
        "a person is asked about calls of flow `\(flow.new.name)`",
        before: "settle", after: "ask")
    }
  }
}
