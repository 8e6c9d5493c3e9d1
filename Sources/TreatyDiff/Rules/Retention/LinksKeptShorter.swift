import TreatyDiagnostics
import TreatyPlan

/// It is known for a shorter time which record belongs to a key.
public struct LinksKeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .linksKeptShorter, "links-kept-shorter", .breaks, .state, touchesState: true,
    title: "It is known for a shorter time which record belongs to a key",
    consequence: "A key that comes back after that gets a record of its own: what had a ticket gets a second one.",
    advice: "Keep it for as long as a key may come back.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, records: 365d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, records: 30d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = (
        plans.retentions(flow).old.recordMilliseconds ?? .max, plans.retentions(flow).new.recordMilliseconds ?? .max
      )
      guard new < old else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.records"),
        "it is known for a shorter time which records belong to keys of flow `\(flow.new.name)`",
        before: old == .max ? "for ever" : Words.duration(old), after: new == .max ? "for ever" : Words.duration(new))
    }
  }
}
