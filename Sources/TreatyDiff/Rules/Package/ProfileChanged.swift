import TreatyDiagnostics
import TreatyPlan

/// A compliance profile demands something else.
public struct ProfileChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .profileChanged, "profile-changed", .weakens, .exposure,
    title: "A compliance profile demands something else",
    consequence: "What each package that is held to it must be like is another.",
    advice: "Whoever answers for compliance agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      profiles: {house: {title: Rules of the house, demands: {short-lives: {clause: "4.2", demand: Personal data go after a month., check: TR1501, at-most: 30d}}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      profiles: {house: {title: Rules of the house, demands: {short-lives: {clause: "4.2", demand: Personal data go after a month., check: TR1501, at-most: 90d}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addRemoved(Self.about, from: "profiles", "profile", plans)
    report.addAdded(Self.about, to: "profiles", "profile", plans)
    report.addChanged(Self.about, in: "profiles", "profile", plans)
  }
}
