/// A day and a time of day, by the clock on the wall of a zone that is said elsewhere: `2026-12-20T18:00`.
///
/// The grammar is `grammar/local-date-time.ebnf`.
public struct LocalDateTime: GrammarValue, Comparable {
  /// Minutes since 1970-01-01T00:00 by the same clock. Where clocks are set back, two moments have the same.
  public let minuteNumber: Int

  /// The day.
  public var date: CalendarDate {
    CalendarDate(unchecked: minuteNumber >= 0 ? minuteNumber / 1440 : (minuteNumber - 1439) / 1440)
  }
  /// The time of day, `23:59` at most.
  public var time: ClockTime { ClockTime(unchecked: minuteNumber - date.dayNumber * 1440) }

  /// A time on a day; `24:00` is the beginning of the next.
  public init(_ date: CalendarDate, _ time: ClockTime) { minuteNumber = date.dayNumber * 1440 + time.minutes }

  /// The time so many minutes after 1970-01-01T00:00 by the same clock, which must lie within the calendar.
  package init(minuteNumber: Int) { self.minuteNumber = minuteNumber }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "local time", "A moment by the clock on the wall; the zone is said beside it.", symbol: "LocalDateTime",
    in: "local-date-time",
    pattern: "\(CalendarDate.grammar.part)T\(ClockTime.startPattern)", examples: ["2026-12-20T18:00"])

  /// Reads a local time, such as `2026-12-20T18:00`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let date = try CalendarDate(from: &cursor)
    guard cursor.take("T") else { throw LocalDateTime.noTime(cursor, date) }
    let start = cursor.index
    let time: ClockTime
    do {
      time = try ClockTime(startFrom: &cursor)
    } catch {
      throw LocalDateTime.better(error, cursor, date, start)
    }
    if !cursor.isAtEndOfWord { throw LocalDateTime.zoned(cursor) }
    self.init(date, time)
  }

  /// Day and time: `2026-12-20T18:00`.
  public var description: String { "\(date)T\(time)" }

  /// Earlier by the clock is less.
  public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool { left.minuteNumber < right.minuteNumber }

  private static func noTime(_ cursor: GrammarCursor, _ date: CalendarDate) -> GrammarError {
    guard !cursor.isAtEnd else {
      return GrammarError(
        "local time", at: cursor.index - 10..<cursor.index, "the time of day is missing after the date",
        mend: "write `\(date)T00:00` for its beginning")
    }
    let isSeparator = cursor.isAtSpace || cursor.next == UInt8(ascii: "t")
    return GrammarError(
      "local time", at: cursor.character, "`T` stands between date and time",
      mend: isSeparator ? "write `T`" : grammar.howToWrite,
      replacement: isSeparator ? "T" : nil)
  }

  /// `24:00` has another mend here.
  private static func better(
    _ error: GrammarError, _ cursor: GrammarCursor, _ date: CalendarDate, _ start: Int
  ) -> GrammarError {
    guard cursor.text(error.range) == "24:00", let next = date.adding(1) else { return error }
    return GrammarError(
      "local time", at: error.range, error.message, mend: "write `\(next)T00:00`", replacement: "\(next)T00:00",
      of: start - 11..<error.range.upperBound)
  }

  private static func zoned(_ cursor: GrammarCursor) -> GrammarError {
    let rest = cursor.word()
    let isZone = "Zz+-".utf8.contains(cursor.bytes[rest.lowerBound])
    return GrammarError(
      "local time", at: rest,
      isZone
        ? "a local time has no offset: the zone is said once, beside it"
        : "\(cursor.shown(rest)) has no place in a local time",
      mend: isZone ? "leave it out, and say `zone: Europe/Berlin` or `zone: UTC`" : grammar.howToWrite)
  }
}
