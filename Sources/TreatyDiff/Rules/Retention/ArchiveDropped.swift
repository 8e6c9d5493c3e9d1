import TreatyDiagnostics
import TreatyPlan

/// Messages go without being archived.
public struct ArchiveDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .archiveDropped, "archive-dropped", .weakens, .promise,
    title: "Messages go without being archived",
    consequence: "What is removed is nowhere any more.",
    advice: "See that nobody has to show it.",
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
      policies: {retention: {mine: {done: 7d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let (old, new) = plans.retentions(flow)
      guard let archive = old.archive, new.archive == nil else { return }
      report.add(
        Self.about, at: plans.retentionPlace(flow, place, "retention.archive"),
        "messages of flow `\(flow.new.name)` are not archived any more",
        before: archive.to.source)
    }
  }
}
