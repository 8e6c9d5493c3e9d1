/// A recurrence rule of RFC 5545 §3.3.10: `FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6`.
///
/// The RFC takes what a rule leaves out from the first time, `DTSTART`, which is a property of its own there. Here it is a part of the
/// rule, and may be left out where nothing hangs on it: hour and minute are then 0, and the rule must name its days. It bounds the
/// rule and is no occurrence unless the rule gives it. Times are by the clock on the wall, to the minute. The grammar is
/// `grammar/rrule.ebnf`.
public struct RecurrenceRule: GrammarValue {
  /// How long a period is. Those of seconds and minutes are not supported: `every 5m` says them.
  public enum Frequency: String, Hashable, Sendable, CaseIterable {
    /// An hour.
    case hourly = "HOURLY"
    /// A day.
    case daily = "DAILY"
    /// A week, which begins with ``RecurrenceRule/weekStart``.
    case weekly = "WEEKLY"
    /// A month.
    case monthly = "MONTHLY"
    /// A year.
    case yearly = "YEARLY"
  }

  /// When it ends.
  public enum End: Hashable, Sendable {
    /// After so many occurrences, 1 at least.
    case count(Int)
    /// With this time, which may be an occurrence.
    case until(LocalDateTime)
  }

  /// A day of the week, or one of them in a month or year.
  public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Which of them: 1 for the first, -1 for the last, 0 for each.
    public let ordinal: Int
    /// The day of the week.
    public let weekday: Weekday
    /// As in the RFC: `MO`, `1MO`, `-1FR`.
    public var description: String { (ordinal == 0 ? "" : "\(ordinal)") + weekday.code }
    /// By day of the week.
    public static func < (left: Day, right: Day) -> Bool {
      (left.weekday, left.ordinal) < (right.weekday, right.ordinal)
    }
  }

  /// How long a period is.
  public internal(set) var frequency = Frequency.daily
  /// Each so manieth period counts, 1 to 9999; those before and between are left out, counted from ``start``.
  public internal(set) var interval = 1
  /// When it ends; `nil` for never.
  public internal(set) var end: End?
  /// Months, 1 to 12; empty for all.
  public internal(set) var months: [Int] = []
  /// Days of a month, 1 to 31, or -1 to -31 from its end.
  public internal(set) var monthDays: [Int] = []
  /// Days of the week.
  public internal(set) var days: [Day] = []
  /// Hours, 0 to 23.
  public internal(set) var hours: [Int] = []
  /// Minutes, 0 to 59.
  public internal(set) var minutes: [Int] = []
  /// Which of all that a period has: 1 for the first, -1 for the last; empty for all.
  public internal(set) var positions: [Int] = []
  /// The day that a week begins with.
  public internal(set) var weekStart = Weekday.monday
  /// Not before this; what periods are counted from.
  public internal(set) var start: LocalDateTime?

  init() {}

  // MARK: Text

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "recurrence rule", "A recurrence rule of iCalendar (RFC 5545 §3.3.10), by the clock on the wall.",
    symbol: "Recurrence", in: "rrule",
    pattern: "([A-Z]+=[0-9A-Z,+-]+;)*FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[0-9A-Z,+-]+)*",
    examples: ["FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6", "FREQ=WEEKLY;INTERVAL=2;DTSTART=20260105T060000"])

  /// Reads a rule, such as `FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one from here on, up to a space or the end.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    var reader = RecurrenceReader(at: cursor.index)
    repeat {
      try reader.part(&cursor)
    } while cursor.take(";")
    try reader.check(cursor)
    self = reader.rule
  }

  /// The parts that say something, in the order of the RFC's page.
  public var description: String {
    var parts = ["FREQ=\(frequency.rawValue)"]
    func add(_ name: String, _ values: [some CustomStringConvertible]) {
      if !values.isEmpty { parts.append("\(name)=\(values.map { $0.description }.joined(separator: ","))") }
    }
    if interval > 1 { add("INTERVAL", [interval]) }
    switch end {
    case .count(let count): add("COUNT", [count])
    case .until(let moment): add("UNTIL", [moment.compact])
    case nil: break
    }
    add("BYMONTH", months)
    add("BYMONTHDAY", monthDays)
    add("BYDAY", days)
    add("BYHOUR", hours)
    add("BYMINUTE", minutes)
    add("BYSETPOS", positions)
    if weekStart != .monday { add("WKST", [weekStart.code]) }
    if let start { add("DTSTART", [start.compact]) }
    return parts.joined(separator: ";")
  }
}

extension LocalDateTime {
  /// As RFC 5545 writes it: `20260105T060000`.
  fileprivate var compact: String {
    let (day, time) = (date.parts, time)
    return
      "\(padded(day.year, 4))\(padded(day.month, 2))\(padded(day.day, 2))T\(padded(time.hour, 2))\(padded(time.minute, 2))00"
  }
}
