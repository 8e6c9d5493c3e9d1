import TreatyDiagnostics
import TreatyPlan

/// A team is gone.
public struct TeamRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .teamRemoved, "team-removed", .weakens, .people,
    title: "A team is gone",
    consequence: "What it answered for is answered for by nobody, or by whoever is named instead.",
    advice: "See who answers for what it had.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      teams: {second: {contacts: {mail: second@example.org}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "teams", "team", plans)
  }
}
