import TreatyDiagnostics
import TreatyPlan

/// A calendar has other hours.
public struct CalendarChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .calendarChanged, "calendar-changed", .weakens, .promise,
    title: "A calendar has other hours",
    consequence: "What goes by it happens, or is answered, at other times.",
    advice: "Everybody who goes by it agrees; `treaty alerts` shows who would be called when.",
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
      calendars: {late: {zone: Europe/London, weekly: [mon-fri 12:00-20:00]}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "calendars", "calendar", plans)
  }
}
