import CEL
import TreatyDiagnostics
import TreatyPlan

/// Operators see less.
public struct LessShown: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .lessShown, "less-shown", .note, .exposure,
    title: "Operators see less",
    consequence: "Who looks after dead letters sees stars.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {show: personal}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {show: internal}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachProtection { flow, old, new, place in
      guard new.show < old.show else { return }
      report.add(
        Self.about, at: place.part("show"), "operators see less of flow `\(flow)`", before: old.show.rawValue,
        after: new.show.rawValue)
    }
  }
}
