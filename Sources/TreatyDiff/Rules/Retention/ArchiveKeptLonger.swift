import TreatyDiagnostics
import TreatyPlan

/// Archives are kept for a longer time.
public struct ArchiveKeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .archiveKeptLonger, "archive-kept-longer", .exposes, .exposure,
    title: "Archives are kept for a longer time",
    consequence: "What is in them can be read for longer.",
    advice: "Whoever the data belong to agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive, keep: 365d}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive, keep: 3650d}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard let before = old.archive, let after = new.archive, after.keep > before.keep
      else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.archive.keep"),
        "archives of flow `\(flow.new.name)` are kept for a longer time", before: before.keepWords,
        after: after.keepWords)
    }
  }
}
