internal import TreatyDiagnostics

extension RecurrenceReader {
  /// A date, `20261231`, or a time on it, `20261231T235900`. `UNTIL` takes in the whole of a date, `DTSTART` begins with it.
  static func moment(_ part: Part, _ cursor: inout GrammarCursor) throws(GrammarError) -> LocalDateTime {
    let start = cursor.index
    let digits = cursor.takeDigits()
    guard digits.count == 8, let number = cursor.number(digits).map(Int.init) else {
      throw malformed(part, cursor, start)
    }
    guard let date = CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) else {
      throw wrong(
        digits, "the calendar has no day \(cursor.shown(digits))", mend: "write year, month and day: `\(part.example)`")
    }
    var time = part == .until ? ClockTime(unchecked: 1439) : .midnight
    if cursor.take("T") {
      let clock = cursor.takeDigits()
      guard clock.count == 6, let number = cursor.number(clock).map(Int.init) else {
        throw malformed(part, cursor, start)
      }
      guard let found = ClockTime(hour: number / 10_000, minute: number / 100 % 100), number % 100 < 60 else {
        throw wrong(
          clock, "a day has no time \(cursor.shown(clock))", mend: "write hour, minute and second: `\(part.example)`")
      }
      guard part == .until || number % 100 == 0 else {
        throw wrong(
          clock.upperBound - 2..<clock.upperBound, "times go to the minute", mend: "write `00`", replacement: "00")
      }
      time = found
    }
    if cursor.next == UInt8(ascii: "Z") {
      throw wrong(
        cursor.character, "`\(part.rawValue)` is by the clock on the wall, in the schedule's zone",
        mend: "leave out `Z`, and write the zone after the rule: `in UTC`")
    }
    return LocalDateTime(date, time)
  }

  private static func malformed(_ part: Part, _ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    let value = cursor.word(from: start, until: ";")
    return wrong(
      value.isEmpty ? start - 1..<start : value,
      "`\(part.rawValue)` has a date or a time here, as RFC 5545 writes them",
      mend: "write it like `\(part.example)`")
  }

  /// A word that is no part of a rule.
  static func unknown(_ cursor: GrammarCursor, _ name: Range<Int>) -> GrammarError {
    let text = cursor.text(name)
    if text.isEmpty {
      let range =
        cursor.isAtEndOfWord || cursor.next == UInt8(ascii: ";")
        ? max(0, cursor.index - 1)..<max(1, cursor.index) : cursor.word(until: ";")
      return wrong(
        range.clamped(to: 0..<cursor.bytes.count), "a part of the rule is missing here",
        mend: "a part is written like `BYHOUR=6`; leave out a `;` that stands alone")
    }
    if ["RRULE", "rrule"].contains(text), cursor.next == UInt8(ascii: ":") || cursor.next == UInt8(ascii: " ") {
      return wrong(
        name.lowerBound..<cursor.index + 1, "the rule begins with its first part", mend: "leave it out", replacement: ""
      )
    }
    if let instead = unsupported[text.uppercased()] {
      return wrong(name, "`\(text.uppercased())` is not supported in a recurrence rule", mend: instead)
    }
    let known = Part.allCases.map { $0.rawValue }
    let near = known.first { $0 == text.uppercased() } ?? NearName.suggest(for: text, among: known)
    return wrong(
      name, "\(cursor.shown(name)) is not a part of a recurrence rule",
      mend: near.map { "write `\($0)`" } ?? "parts are \(known.map { "`\($0)`" }.joined(separator: ", "))",
      replacement: near)
  }

  /// Parts of the RFC, and of what others added, that are left out on purpose, and what to write instead.
  private static let unsupported = [
    "BYSECOND": "times go to the minute: leave it out",
    "BYYEARDAY": "write `BYMONTH` and `BYMONTHDAY`",
    "BYWEEKNO": "write `BYMONTH` and `BYDAY`, or `INTERVAL` with `FREQ=WEEKLY`",
    "BYEASTER": "write the dates in a calendar",
    "RSCALE": "dates are those of the Gregorian calendar: leave it out",
    "SKIP": "write `BYMONTHDAY=-1` for the last day of each month",
    "EXDATE": "write `except` in a calendar, and `during` with the schedule",
    "RDATE": "write a second schedule",
    "TZID": "write the zone after the rule: `in Europe/Berlin`",
  ]
}
