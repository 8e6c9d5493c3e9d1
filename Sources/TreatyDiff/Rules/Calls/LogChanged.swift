import TreatyDiagnostics
import TreatyPlan

/// Something else is written to the log of each item.
public struct LogChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .logChanged, "log-changed", .exposes, .exposure,
    title: "Something else is written to the log of each item",
    consequence: "Whoever reads logs sees it; logs often go further than the data.",
    advice: "See that nothing in it is of a class that logs may not have.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          log: {host: "${ item.host }"}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          log: {host: "${ item.level }"}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      guard !plans.meaning.isSame(flow.old.log, flow.new.log) else { return }
      report.add(
        Self.about, at: place.part("log"), "something else of flow `\(flow.new.name)` is written to the log",
        before: flow.old.log?.words, after: flow.new.log?.words)
    }
  }
}
