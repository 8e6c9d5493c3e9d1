import TreatyDiagnostics
import TreatyPlan

/// A sync is new.
public struct SyncAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .syncAdded, "sync-added", .note, .state,
    title: "A sync is new",
    consequence: "Records that only one side has may be made on the other.",
    advice: "See how many that are before it runs.",
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
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "syncs", "sync", plans)
  }
}
