import TreatyDiagnostics
import TreatyPlan

/// Keys are used for another time.
public struct KeyPeriodChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .keyPeriodChanged, "key-period-changed", .weakens, .state, touchesState: true,
    title: "Keys are used for another time",
    consequence: """
      What lies under one key can be forgotten at once only as a whole: longer periods forget more together.
      """,
    advice: "See that a period is no longer than what has to be erased together.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {keys: 30d}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {keys: 90d}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachProtection { flow, old, new, place in
      guard new.keysMilliseconds != old.keysMilliseconds else { return }
      report.add(
        Self.about, at: place.part("keys"), "keys of flow `\(flow)` are used for another time",
        before: Words.duration(old.keysMilliseconds),
        after: Words.duration(new.keysMilliseconds))
    }
  }
}
