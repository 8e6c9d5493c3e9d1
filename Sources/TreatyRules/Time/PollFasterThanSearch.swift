import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Asking more often than the answer can change.
public struct PollFasterThanSearch: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .pollFasterThanSearch, name: "poll-faster-than-search", severity: .warning,
      title: "Polled faster than a search sees changes",
      summary: "A system is asked for changes more often than its search can show new ones.",
      why: """
        Some systems find a change only a while after it was written, because their index follows later: `search-delay` says how long that takes. \
        Whoever asks more often than that gets the same answer again, and pays for it with calls.
        """,
      mend: "Ask no more often than the connector's `search-delay`. For sooner, take a webhook.",
      bad: """
        connectors:
          archive:
            search-delay: 1m
            records:
              box:
                id: id
                changed: {field: changed}
                schema: {id: string, label: string, changed: timestamp}
                list: {GET: /boxes, query: {since: "${ string(since) }"}}
        systems:
          cellar: {connector: archive, url: "${ inputs.desk-url }"}
        flows:
          box-to-ticket:
            on: {poll: cellar.box, every: 10s}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.label }"}}]
        """,
      good: """
        connectors:
          archive:
            search-delay: 1m
            records:
              box:
                id: id
                changed: {field: changed}
                schema: {id: string, label: string, changed: timestamp}
                list: {GET: /boxes, query: {since: "${ string(since) }"}}
        systems:
          cellar: {connector: archive, url: "${ inputs.desk-url }"}
        flows:
          box-to-ticket:
            on: {poll: cellar.box, every: 1m}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.label }"}}]
        """,
      related: [.freshnessMissed, .quotaExceeded], canBeAllowed: true),
    reason: "most of these calls bring nothing that the one before did not bring")

  /// The rule.
  public init() {}

  /// Looks at polls, and at syncs, which read both sides.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let (interval, place) = interval(of: activity, package) else { continue }
      let parties = activity.readings.filter { $0.kind == .list || $0.kind == .compare }.map { $0.party }
      guard let slowest = parties.max(by: { $0.connector.value.searchDelay < $1.connector.value.searchDelay }),
        slowest.connector.value.searchDelay > interval
      else { continue }
      let delay = Interval.text(slowest.connector.value.searchDelay)
      report.add(
        Self.about.finding(
          "`\(slowest.systemName)` is asked every \(Interval.text(interval)), and its search sees a change only after \(delay)",
          at: place, related: [Label(span: slowest.name.span, text: "its connector's `search-delay` is \(delay)")],
          mend: "ask every \(delay), or more seldom", "or take a webhook, where it must be sooner"))
    }
  }

  private func interval(of activity: Activity, _ package: RuledPackage) -> (Int64, Span)? {
    if let every = package.trigger(activity)?.every { return (every.value, every.span) }
    guard let pull = package.sync(activity)?.pull, let interval = Interval.shortest(of: pull.value) else { return nil }
    return (interval, pull.span)
  }
}
