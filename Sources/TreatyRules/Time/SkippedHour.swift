import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A time of day that does not exist once a year, or comes twice.
public struct SkippedHour: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .skippedHour, name: "skipped-hour", severity: .warning,
      title: "A time that a change of the clocks leaves out",
      summary: """
        A schedule runs at a time that does not exist, or comes twice, on the days when clocks are set; or a calendar's \
        hours lie wholly in what is left out.
        """,
      why: """
        In most of Europe clocks go from 02:00 to 03:00 on a Sunday in spring: 02:30 does not exist then. On a Sunday in autumn they go from 03:00 \
        back to 02:00, and 02:30 comes twice. What runs at such a time runs an hour later or not at all on the one day, and maybe twice on the \
        other, in a night when nobody looks.
        """,
      mend: "Take a time that no change of the clocks touches, such as an hour later, or write the schedule in UTC.",
      bad: """
        reconciles:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: title}}
              crew: {record: vans.job, fields: {what: what}}
            match: item.what
            on: daily at 02:30
            zone: Europe/Berlin
        """,
      good: """
        reconciles:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: title}}
              crew: {record: vans.job, fields: {what: what}}
            match: item.what
            on: daily at 03:30
            zone: Europe/Berlin
        """,
      related: [.clockTooCoarse], canBeAllowed: true),
    reason: "on these days it runs at another time than it says, not at all, or twice")

  /// The rule.
  public init() {}

  /// Looks at all schedules and calendars that go by the clock of a zone, from today to the end of the next year.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    checkSchedules(package, &report)
    for calendar in package.own(\.calendars) { check(calendar, package, &report) }
  }

  private func checkSchedules(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      for (text, zone) in package.schedules(activity) {
        guard let schedule = try? Schedule(parsing: text.value), schedule.goesByClock,
          let name = schedule.zone?.text ?? zone?.value, isRare(schedule)
        else { continue }
        let hits = hits(schedule, name, package.today)
        guard let first = hits.first else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) runs at \(first.time), which \(first.isForward ? "does not exist" : "comes twice") on \(first.day) in \(name)",
            at: text.span, hits.map { $0.text }.joined(separator: "; "),
            related: [zone.map { Label(span: $0.span, text: "by the clock of this zone") }],
            mend: "take a time that no change of the clocks touches, such as an hour later"))
      }
    }
  }

  /// Whether it comes so seldom that a time left out, or one more, is of account: what comes each hour or oftener does no less for it.
  private func isRare(_ schedule: Schedule) -> Bool {
    schedule.shortestInterval.map { $0.milliseconds > 2 * TimeUnit.hour } ?? true
  }

  /// A time of the schedule that a change of the clocks touches.
  private struct Hit {
    let day: String
    let time: String
    let isForward: Bool

    var text: String {
      isForward ? "on \(day) it is left out: clocks go over it" : "on \(day) it comes twice: clocks go back before it"
    }
  }

  /// The first time that is left out, and the first that comes twice.
  private func hits(_ schedule: Schedule, _ zone: String, _ today: CalendarDay?) -> [Hit] {
    var found: [Hit] = []
    for change in changes(in: zone, today) where !found.contains(where: { $0.isForward == change.isForward }) {
      guard let from = local(change.shown.lowerBound), let to = local(change.shown.upperBound),
        let time = schedule.occurrences(from: from, to: to, limit: 1)?.first
      else { continue }
      found.append(Hit(day: "\(time.date)", time: "\(time.time)", isForward: change.isForward))
    }
    return found
  }

  /// The changes of a zone from today to the end of the next year.
  private func changes(in zone: String, _ today: CalendarDay?) -> [ClockChange] {
    let year = today?.year ?? 2026
    guard
      let first = CalendarDate(year: year, month: today?.month ?? 1, day: today?.day ?? 1),
      let end = CalendarDate(year: min(year + 1, 9998) + 1, month: 1, day: 1)
    else { return [] }
    return ClockChange.all(in: zone, from: Int64(first.dayNumber) * 86_400, to: Int64(end.dayNumber) * 86_400)
  }

  /// A time on clocks, to the minute; `nil` outside the calendar.
  private func local(_ seconds: Int64) -> LocalDateTime? {
    let minutes = Int((Double(seconds) / 60).rounded(.down))
    let day = Int((Double(minutes) / 1440).rounded(.down))
    let rest = minutes - day * 1440
    guard let date = CalendarDate(dayNumber: day), let time = ClockTime(hour: rest / 60, minute: rest % 60) else {
      return nil
    }
    return LocalDateTime(date, time)
  }
}

/// Calendars.
extension SkippedHour {
  /// Finds hours that lie wholly in what is left out: on that day they never come. Hours that are only cut shorter come.
  private func check(
    _ calendar: Named<CalendarDeclaration>, _ package: RuledPackage, _ report: inout Findings
  ) {
    let zone = calendar.value.zone
    for change in changes(in: zone.value, package.today) where change.isForward {
      guard let from = local(change.shown.lowerBound), let to = local(change.shown.upperBound) else { continue }
      for text in calendar.value.weekly where lies(text, in: from, to, calendar.value) {
        report.add(.leftOut("`\(text.value)`", text.span, calendar.name.value, from.date, zone))
      }
      for window in calendar.value.windows {
        guard let begin = window.from, let end = window.to, let first = try? LocalDateTime(parsing: begin.value),
          let last = try? LocalDateTime(parsing: end.value), from <= first, last <= to
        else { continue }
        report.add(.leftOut("a window", begin.span, calendar.name.value, from.date, zone))
      }
    }
  }

  private func lies(
    _ text: Located<String>, in from: LocalDateTime, _ to: LocalDateTime, _ calendar: CalendarDeclaration
  ) -> Bool {
    guard let hours = try? WeeklyHours(parsing: text.value), hours.days.contains(from.date.weekday),
      !hours.passesMidnight
    else { return false }
    if calendar.except.contains(where: { (try? DateRange(parsing: $0.value))?.contains(from.date) ?? false }) {
      return false
    }
    return from <= LocalDateTime(from.date, hours.from) && LocalDateTime(from.date, hours.to) <= to
  }
}

extension Diagnostic {
  fileprivate static func leftOut(
    _ what: String, _ place: Span, _ calendar: String, _ day: CalendarDate, _ zone: Located<String>
  ) -> Diagnostic {
    SkippedHour.about.finding(
      "\(what) of `\(calendar)` does not come on \(day): clocks in \(zone.value) go over it", at: place,
      related: [Label(span: zone.span, text: "by the clock of this zone")],
      reason: "on that day nobody is there, or nothing may be done, in hours that somebody counts on",
      mend: "take hours that no change of the clocks touches, or longer ones")
  }
}
