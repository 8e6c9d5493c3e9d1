import TreatyDiagnostics
import TreatyPlan

/// A team is new.
public struct TeamAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .teamAdded, "team-added", .note, .people,
    title: "A team is new",
    consequence: "It can be called, and answer for things.",
    advice: "Nothing; see that its contacts are right.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      teams: {second: {contacts: {mail: second@example.org}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "teams", "team", plans)
  }
}
