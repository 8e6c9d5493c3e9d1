/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, without a zone: `2026-12-24`.
///
/// The grammar is `grammar/date.ebnf`.
public struct CalendarDate: GrammarValue, Comparable {
  /// Days since 1970-01-01; less than 0 before.
  public let dayNumber: Int

  /// The first day that can be written.
  static let first = CalendarDate(unchecked: -719_162)
  /// The last.
  static let last = CalendarDate(unchecked: 2_932_896)
  /// Days after which the calendar, weekdays included, is the same again: 400 years.
  static let cycle = 146_097

  /// A day; `nil` where the calendar has none.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarDate.days(in: month, of: year)
    else { return nil }
    dayNumber = CalendarDate.number(year: year, month: month, day: day)
  }

  /// The day so many days after 1970-01-01; `nil` outside the calendar.
  public init?(dayNumber: Int) {
    guard (CalendarDate.first.dayNumber...CalendarDate.last.dayNumber).contains(dayNumber) else { return nil }
    self.dayNumber = dayNumber
  }

  /// A day of which it is known that it lies within the calendar.
  init(unchecked dayNumber: Int) { self.dayNumber = dayNumber }

  /// Year, month and day.
  public var parts: (year: Int, month: Int, day: Int) {
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March, so that leap days come last.
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The year, 1 to 9999.
  public var year: Int { parts.year }
  /// The day of the week.
  public var weekday: Weekday { Weekday.thursday.adding(dayNumber) }

  /// The day so many days later, or earlier; `nil` outside the calendar.
  public func adding(_ days: Int) -> CalendarDate? {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(dayNumber: sum)
  }

  /// How many days a month has.
  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Days from 1970-01-01 to a day that the calendar has (days_from_civil of the same article).
  static func number(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  // MARK: Text

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "date", "A day of the Gregorian calendar.", symbol: "Date", in: "date",
    pattern: "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    examples: ["2026-12-24"])

  /// Reads a date, such as `2026-12-24`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one from here on.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    let years = cursor.takeDigits()
    guard years.count == 4, cursor.take("-") else { throw CalendarDate.malformed(cursor, start) }
    let months = cursor.takeDigits()
    guard months.count == 2, cursor.take("-") else { throw CalendarDate.malformed(cursor, start) }
    let days = cursor.takeDigits()
    guard days.count == 2 else { throw CalendarDate.malformed(cursor, start) }
    let year = Int(cursor.number(years) ?? 0)
    let month = Int(cursor.number(months) ?? 0)
    let day = Int(cursor.number(days) ?? 0)
    guard year > 0 else {
      throw GrammarError("date", at: years, "there is no year 0000", mend: "years go from `0001` to `9999`")
    }
    guard (1...12).contains(month) else { throw CalendarDate.noMonth(cursor, start, months, year, month, day) }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw CalendarDate.noDay(cursor, days, year, month, day)
    }
    self = date
  }

  /// Year, month and day: `2026-12-24`.
  public var description: String {
    let parts = parts
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }

  /// Earlier is less.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }
}
