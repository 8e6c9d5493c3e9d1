import TreatyDiagnostics
import TreatyPlan

/// A sync keeps its sides in step in another way.
public struct SyncChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .syncChanged, "sync-changed", .weakens, .state, touchesState: true,
    also: [.breaks, .note],
    title: "A sync keeps its sides in step in another way",
    consequence: """
      What each side last had was agreed by other rules: a field may be written back that somebody has changed.
      """,
    advice: "See what both sides hold before the plan takes over.",
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
          pull: every 10m
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "syncs", "sync", plans) { path in
      switch path.first {
      case "sides", "model", "scope", "rules", "delete", "identify", "match": .breaks
      default: nil
      }
    }
  }
}
