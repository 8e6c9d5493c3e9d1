import TreatyDiagnostics
import TreatyPlan

/// A sync is gone.
public struct SyncRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .syncRemoved, "sync-removed", .breaks, .state, touchesState: true,
    title: "A sync is gone",
    consequence: """
      What its sides know of each other is of no use any more: where it comes back, records may be made once more.
      """,
    advice: "See that nothing is under way, and who keeps the sides in step from now on.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables:
        crew-state: {from: incident.state, to: crew.job.status, rows: {new: planned, in-progress: under-way, on-hold: planned, resolved: over, closed: over}, back: {planned: new, over: resolved}}
      syncs:
        incidents:
          model: incident
          sides:
            desk: {record: help.ticket, fields: {key: {read: "${ item.id }"}}}
            crew: {record: vans.job, fields: {key: what, state: {field: status, table: crew-state}}}
          rules: {key: {owner: desk}}
          create: [desk -> crew]
          pull: every 5m
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
    report.addRemoved(Self.about, from: "syncs", "sync", plans)
  }
}
