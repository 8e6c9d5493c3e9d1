import TreatyDiagnostics
import TreatyPlan

/// Logs are kept for a longer time.
public struct LogsKeptLonger: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .logsKeptLonger, "logs-kept-longer", .exposes, .exposure,
    title: "Logs are kept for a longer time",
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
      policies: {retention: {mine: {done: 7d, logs: 30d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          retention: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {retention: {mine: {done: 7d, logs: 90d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let (old, new) = (
      RetentionPolicy.logMilliseconds(plans.old.retentions), RetentionPolicy.logMilliseconds(plans.new.retentions)
    )
    guard new > old else { return }
    report.add(
      Self.about, at: ChangePlace(subject: "the package", path: "policies.retention"),
      "logs are kept for a longer time",
      before: Words.duration(old), after: Words.duration(new))
  }
}
