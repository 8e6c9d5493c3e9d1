/// When something is open, allowed or frozen.
public struct CalendarDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.calendars
  /// What every declaration can say.
  public var common = Common()
  /// What its times are.
  public var kind = Located.placeholder(CalendarWord.hours)
  /// Zone of its times.
  public var zone = Located.placeholder("UTC")
  /// Hours that come every week.
  public var weekly: [Located<String>] = []
  /// Stretches of time.
  public var windows: [WindowDeclaration] = []
  /// Days that are left out.
  public var except: [Located<String>] = []
  /// Calendars whose times are taken in.
  public var includes: [Located<String>] = []
  /// Where times are read from.
  @Boxed public var source: CalendarSourceDeclaration?
  /// Path at which the host gives it as iCalendar.
  public var publish: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a calendar.
  public static let description = Description<CalendarDeclaration>(
    "calendar", "When something is open, allowed or frozen.",
    rules: KeyRules(atLeastOne: [["weekly", "windows", "includes", "source"]]),
    keys: KeyDescription.common(
      "What it is kept for.",
      [
        .defaulted(
          "kind", \.kind, Kind<CalendarWord>.choice.located,
          "What its times are: `hours` in which somebody works, `window` in which changes are allowed, `freeze` in which they are not.",
          default: "hours"),
        .defaulted(
          "zone", \.zone, .located, "Zone of its times: an IANA name.", default: "UTC", example: "Europe/Berlin"),
        .defaulted(
          "weekly", \.weekly, .list(.hours), "Hours that come every week.", otherwise: "none",
          example: "[mon-fri 08:00-18:00]"),
        .defaulted(
          "windows", \.windows, .list(.nested()), "Stretches of time, once or again and again.", otherwise: "none",
          example: "[{schedule: weekly on sun at 02:00, for: 4h}]"),
        .defaulted(
          "except", \.except, .list(.dates), "Days on which its `weekly` hours do not hold.", otherwise: "none",
          example: "[2026-12-24..2026-12-26]"),
        .defaulted(
          "includes", \.includes, .list(.reference(.calendars)), "Calendars whose times are its own too.",
          otherwise: "none",
          example: "[public-holidays]"),
        .optional("source", \.source, .nested(), "Where more times are read from, as iCalendar (RFC 5545)."),
        .optional(
          "publish", \.publish, Kind<String>.route.located, "Path at which the host offers it as iCalendar.",
          example: "/calendars/changes.ics"
        ).checkedOnly,
      ]))
}

/// What a calendar's times are.
public enum CalendarWord: String, Hashable, Sendable, CaseIterable {
  /// Somebody works.
  case hours
  /// Changes are allowed.
  case window
  /// Changes are not allowed.
  case freeze
}

/// A stretch of time.
public struct WindowDeclaration: Described {
  /// What it is.
  public var about: String?
  /// When it begins.
  public var from: Located<String>?
  /// When it ends.
  public var to: Located<String>?
  /// When it begins again and again.
  public var schedule: Located<String>?
  /// How long it is then, in milliseconds.
  public var length: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<WindowDeclaration>(
    "window", "A stretch of time: once, from one moment to another, or again and again, as long each time.",
    rules: KeyRules(
      exactlyOne: [["from", "schedule"]], onlyWith: [("to", ["from"]), ("for", ["schedule"])],
      needs: [("from", ["to"]), ("schedule", ["for"])]),
    keys: [
      .optional("about", \.about, .text, "What it is for.", example: "Year-end closing"),
      .optional("from", \.from, .localTime, "When it begins, in the calendar's zone.", example: "2026-12-20T18:00"),
      .optional("to", \.to, .localTime, "When it ends, in the calendar's zone.", example: "2027-01-02T06:00"),
      .optional(
        "schedule", \.schedule, .schedule, "When it begins, again and again, in the calendar's zone.",
        example: "weekly on sun at 02:00"),
      .optional("for", \.length, Kind<Int64>.anyDuration.located, "How long it is each time.", example: "4h"),
    ])
}

/// Where a calendar's times are read from.
public struct CalendarSourceDeclaration: Described {
  /// File of the package.
  public var file: Located<String>?
  /// Address.
  public var url: ScalarText?
  /// How often it is read again, in milliseconds.
  public var every: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CalendarSourceDeclaration>(
    "calendar source", "Where times are read from, as iCalendar (RFC 5545).",
    rules: KeyRules(exactlyOne: [["file", "url"]], onlyWith: [("every", ["url"])]),
    keys: [
      .optional(
        "file", \.file, .located, "File of the package, relative to the one that names it.", example: "freezes.ics"),
      .optional("url", \.url, .template, "Address from which it is fetched.", example: "${ inputs.freeze-calendar }")
        .scope("inputs")
        .checkedOnly,
      .optional(
        "every", \.every, Kind<Int64>.anyDuration.located, "How often it is fetched again.", default: "1h"),
    ])
}
