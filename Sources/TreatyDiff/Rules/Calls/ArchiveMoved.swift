import TreatyDiagnostics
import TreatyPlan

/// Messages are archived elsewhere.
public struct ArchiveMoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .archiveMoved, "archive-moved", .exposes, .exposure,
    title: "Messages are archived elsewhere",
    consequence: "What was archived lies where it lay; what comes next goes where others may read it.",
    advice: "Whoever the data belong to agrees; see who may read there.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /elsewhere}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard let before = old.archive?.to.source, let after = new.archive?.to.source, before != after else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.archive.to"),
        "messages of flow `\(flow.new.name)` are archived elsewhere", before: before, after: after)
    }
  }
}
