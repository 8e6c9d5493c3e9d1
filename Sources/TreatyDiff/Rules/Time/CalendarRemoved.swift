import TreatyDiagnostics
import TreatyPlan

/// A calendar is gone.
public struct CalendarRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .calendarRemoved, "calendar-removed", .weakens, .promise,
    title: "A calendar is gone",
    consequence: "What went by it goes by nothing.",
    advice: "See what named it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      calendars: {late: {zone: Europe/Berlin, weekly: [mon-fri 12:00-20:00]}}
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
    report.addRemoved(Self.about, from: "calendars", "calendar", plans)
  }
}
