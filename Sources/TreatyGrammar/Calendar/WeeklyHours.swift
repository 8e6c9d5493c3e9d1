/// Hours that come on some days of each week: `mon-fri 08:00-18:00`. Those that end before they begin go over midnight, into the day after
/// each of the days: `fri 22:00-06:00`.
///
/// The grammar is `grammar/weekly-hours.ebnf`.
public struct WeeklyHours: GrammarValue {
  /// Days on which they begin.
  public let days: DaySet
  /// When they begin, `23:59` at most.
  public let from: ClockTime
  /// When they end; what begins then is no longer in them. Not the same as ``from``.
  public let to: ClockTime

  /// Whether they end on the next day.
  public var passesMidnight: Bool { to < from }

  /// How long they are, by the clock on the wall.
  public var length: TimeLength {
    .minutes(Int64(to.minutes - from.minutes + (passesMidnight ? 1440 : 0)))
  }

  /// Whether a time by the clock on the wall lies in them.
  public func contains(_ moment: LocalDateTime) -> Bool {
    let (day, time) = (moment.date.weekday, moment.time)
    guard passesMidnight else { return days.contains(day) && from <= time && time < to }
    return (days.contains(day) && from <= time) || (days.contains(day.adding(-1)) && time < to)
  }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "weekly hours",
    "Days of the week, and from when to when on each of them. `24:00` is the end of a day; an end before the beginning lies on the next day.",
    phrase: "weekly hours", symbol: "WeeklyHours", in: "weekly-hours",
    pattern: "\(DaySet.grammar.part) +\(ClockTime.startPattern)-\(ClockTime.grammar.part)",
    examples: ["mon-fri 08:00-18:00", "fri 22:00-06:00", "mon-sun 00:00-24:00"])

  /// Reads weekly hours, such as `mon-fri 08:00-18:00`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    if let error = WeeklyHours.noDays(cursor) { throw error }
    days = try DaySet(from: &cursor)
    let end = cursor.index
    guard cursor.takeSpaces() else { throw WeeklyHours.noHours(cursor, days, end) }
    let start = cursor.index
    from = try ClockTime(startFrom: &cursor)
    guard cursor.take("-") else { throw WeeklyHours.noEnd(cursor) }
    if cursor.isAtSpace {
      var after = cursor
      _ = after.takeSpaces()
      throw WeeklyHours.spaced(cursor.index - 1..<after.index)
    }
    let time = try ClockTime(from: &cursor)
    guard time != from else {
      throw GrammarError(
        "weekly hours", at: start..<cursor.index, "the hours end when they begin",
        mend: "write `00:00-24:00` for the whole day")
    }
    // Midnight is the end of the day that it ends.
    to = time == .midnight ? .endOfDay : time
  }

  /// Days, and from when to when.
  public var description: String { "\(days) \(from)-\(to)" }
}

extension WeeklyHours {
  private static func noDays(_ cursor: GrammarCursor) -> GrammarError? {
    let text = cursor.text(cursor.rest())
    if text == "24/7" {
      return wrong(
        cursor.rest(), "`24/7` names no days and hours", mend: "write `mon-sun 00:00-24:00`", "mon-sun 00:00-24:00")
    }
    guard cursor.isAtDigit else { return nil }
    return wrong(cursor.word(), "the days are missing before the hours", mend: "write `mon-sun \(text)` for every day")
  }

  private static func noHours(_ cursor: GrammarCursor, _ days: DaySet, _ end: Int) -> GrammarError {
    guard cursor.isAtEnd else {
      let word = cursor.word()
      return wrong(
        word, "white space stands between days and hours, not \(cursor.shown(word))", mend: grammar.howToWrite)
    }
    return wrong(
      0..<end, "the hours are missing after the days", mend: "write `\(days) 00:00-24:00` for whole days")
  }

  private static func noEnd(_ cursor: GrammarCursor) -> GrammarError {
    guard !cursor.isAtEnd else {
      return wrong(
        cursor.index - 5..<cursor.index, "the hours do not say when they end",
        mend: "write `\(cursor.text(cursor.index - 5..<cursor.index))-18:00`")
    }
    var after = cursor
    _ = after.takeSpaces()
    if after.take("-") {
      _ = after.takeSpaces()
      return spaced(cursor.index..<after.index)
    }
    let word = after.word()
    let isMeant = ["to", "–", "until", "till"].contains(after.text(word))
    after.move(to: word.upperBound)
    _ = after.takeSpaces()
    return wrong(
      isMeant ? cursor.index..<after.index : word, "`-` stands between the beginning and the end",
      mend: isMeant ? "write `-`" : grammar.howToWrite, isMeant ? "-" : nil)
  }

  private static func spaced(_ range: Range<Int>) -> GrammarError {
    wrong(range, "white space stands beside `-`", mend: "write `08:00-18:00`", "-")
  }

  private static func wrong(
    _ range: Range<Int>, _ message: String, mend: String, _ replacement: String? = nil
  ) -> GrammarError {
    GrammarError("weekly hours", at: range, message, mend: mend, replacement: replacement)
  }
}
