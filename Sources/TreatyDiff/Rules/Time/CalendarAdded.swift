import TreatyDiagnostics
import TreatyPlan

/// A calendar is new.
public struct CalendarAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .calendarAdded, "calendar-added", .note, .promise,
    title: "A calendar is new",
    consequence: "Teams, contracts and schedules can go by it.",
    advice: "Nothing.",
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
      calendars: {late: {zone: Europe/Berlin, weekly: [mon-fri 12:00-20:00]}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "calendars", "calendar", plans)
  }
}
