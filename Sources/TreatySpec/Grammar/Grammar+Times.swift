extension Grammar {
  /// A day.
  static let date = Grammar(
    name: "date", doc: "A day of the Gregorian calendar.", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    examples: ["2026-12-24"], file: "date.ebnf", accepts: SmallGrammar.isDate)

  /// Days.
  static let dates = Grammar(
    name: "date range", doc: "A day, or all days from one to another.",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
    examples: ["2026-12-24..2026-12-26", "2026-10-03"], file: "date.ebnf", accepts: SmallGrammar.isDateRange)

  /// A moment by the clock on the wall.
  static let localTime = Grammar(
    name: "local time", doc: "A moment by the clock on the wall; the zone is said beside it.",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", examples: ["2026-12-20T18:00"],
    file: "date.ebnf", accepts: SmallGrammar.isLocalTime)

  /// Hours of a week.
  static let hours = Grammar(
    name: "weekly hours",
    doc:
      "Days of the week, and from when to when on each of them. `24:00` is the end of a day; an end before the beginning lies on the next day.",
    pattern: "^[a-z, -]+ [0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$",
    examples: ["mon-fri 08:00-18:00", "sat, sun 10:00-14:00", "fri 22:00-06:00"], file: "hours.ebnf",
    accepts: SmallGrammar.isHours)

  /// When something happens again and again.
  static let schedule = Grammar(
    name: "schedule",
    doc:
      "Every so long; at a time of the day, of all days or of some days of the week; as `cron` has it, with minute, hour, day, month and day of the week; or as a recurrence rule of iCalendar (RFC 5545 §3.3.10).",
    pattern: "^(every|daily at|weekly on|cron|rrule) .+$",
    examples: [
      "every 5m", "daily at 02:30", "weekly on mon,thu at 06:00", "cron 0 2 * * 1-5",
      "rrule FREQ=MONTHLY;BYDAY=1SU;BYHOUR=4",
    ], file: "schedule.ebnf", accepts: SmallGrammar.isSchedule)

  /// From one side of a sync to the other.
  static let direction = Grammar(
    name: "direction", doc: "From one side to the other, by the names that the sides have.",
    pattern: "^[a-z][a-z0-9-]* -> [a-z][a-z0-9-]*$", examples: ["desk -> vendor"], file: "direction.ebnf",
    accepts: SmallGrammar.isDirection)

  /// Path at which a host takes requests.
  static let path = Grammar(
    name: "path", doc: "Path at which a host takes requests: no query, no escapes, no `..`.",
    pattern: "^/[A-Za-z0-9._~/-]*$", examples: ["/hooks/monitoring"], file: "address.ebnf",
    accepts: SmallGrammar.isPath)

  /// An address of the web.
  static let webAddress = Grammar(
    name: "web address", doc: "An absolute address with `http` or `https`.", pattern: "^https?://[^/\\s]+[^\\s]*$",
    examples: ["https://wiki.example.org/desk-down"], file: "address.ebnf", accepts: SmallGrammar.isWebAddress)
}
