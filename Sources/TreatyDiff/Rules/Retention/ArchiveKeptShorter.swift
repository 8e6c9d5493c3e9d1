import TreatyDiagnostics
import TreatyPlan

/// Archives are kept for a shorter time.
public struct ArchiveKeptShorter: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .archiveKeptShorter, "archive-kept-shorter", .weakens, .promise,
    title: "Archives are kept for a shorter time",
    consequence: "What is older in them will be gone.",
    advice: "Whoever asks for old messages agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive, keep: 3650d}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, archive: {to: /archive, keep: 365d}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard let before = old.archive, let after = new.archive, after.keep < before.keep
      else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.archive.keep"),
        "archives of flow `\(flow.new.name)` are kept for a shorter time", before: before.keepWords,
        after: after.keepWords)
    }
  }
}
