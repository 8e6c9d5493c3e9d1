import TreatyDiagnostics
import TreatyPlan

/// Messages are archived.
public struct ArchiveAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .archiveAdded, "archive-added", .exposes, .exposure,
    title: "Messages are archived",
    consequence: "What they hold lies in another place, for as long as its files are kept.",
    advice: "Whoever the data belong to agrees to it; see who may read the folder.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard old.archive == nil, let archive = new.archive else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.archive"),
        "messages of flow `\(flow.new.name)` are archived",
        after: archive.to.source)
    }
  }
}
