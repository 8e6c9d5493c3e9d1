import TreatyDiagnostics
import TreatyPlan

/// A team is reached in another way.
public struct TeamChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .teamChanged, "team-changed", .weakens, .people,
    title: "A team is reached in another way",
    consequence: "Who is called, or when, is another.",
    advice: "The team agrees; `treaty alerts` shows who would be called now.",
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
      teams: {second: {contacts: {mail: third@example.org}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "teams", "team", plans)
  }
}
