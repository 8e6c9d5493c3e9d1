import CEL
import TreatyDiagnostics
import TreatyPlan

/// Operators see more.
public struct MoreShown: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .moreShown, "more-shown", .exposes, .exposure,
    title: "Operators see more",
    consequence: "Who looks after dead letters is shown what was hidden.",
    advice: "Whoever the data belong to agrees to it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {show: internal}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {show: personal}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachProtection { flow, old, new, place in
      guard new.show > old.show else { return }
      report.add(
        Self.about, at: place.part("show"), "operators see more of flow `\(flow)`", before: old.show.rawValue,
        after: new.show.rawValue)
    }
  }
}
