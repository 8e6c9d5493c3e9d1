extension CalendarDate {
  /// What is wrong with what begins at `start`, with the date that may be meant: `2026-1-5`, `2026/01/05`, `20260105`, `24.12.2026`.
  static func malformed(_ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    var end = start
    while end < cursor.bytes.count, isPartOfDate(cursor, end) { end += 1 }
    let range = start..<end
    guard !range.isEmpty else {
      let word = cursor.word(from: start)
      return GrammarError(
        "date", at: word, word.isEmpty ? "a date is missing" : "\(cursor.shown(word)) is not a date",
        mend: grammar.howToWrite)
    }
    let meant = meant(by: cursor.text(range))
    return GrammarError(
      "date", at: range,
      "\(cursor.shown(range)) is not a date: year, month and day, with four and two digits, stand between hyphens",
      mend: meant.map { "write `\($0)`" } ?? grammar.howToWrite, replacement: meant?.description)
  }

  private static func isPartOfDate(_ cursor: GrammarCursor, _ index: Int) -> Bool {
    let byte = cursor.bytes[index]
    // `..` stands between the days of a range.
    if byte == UInt8(ascii: ".") {
      return index + 1 < cursor.bytes.count && GrammarCursor.isDigit(cursor.bytes[index + 1])
    }
    return GrammarCursor.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
  }

  private static func meant(by text: String) -> CalendarDate? {
    let parts = text.utf8.split(whereSeparator: { !GrammarCursor.isDigit($0) })
    let numbers = parts.compactMap { $0.count <= 8 ? Int(String(Substring($0))) : nil }
    guard numbers.count == parts.count else { return nil }
    if parts.count == 1, parts[0].count == 8 {
      return CalendarDate(year: numbers[0] / 10_000, month: numbers[0] / 100 % 100, day: numbers[0] % 100)
    }
    guard parts.count == 3 else { return nil }
    if parts[0].count == 4 { return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]) }
    // Between slashes some write the month first, between dots nobody does.
    guard parts[2].count == 4, text.utf8.contains(UInt8(ascii: ".")) else { return nil }
    return CalendarDate(year: numbers[2], month: numbers[1], day: numbers[0])
  }

  static func noMonth(
    _ cursor: GrammarCursor, _ start: Int, _ months: Range<Int>, _ year: Int, _ month: Int, _ day: Int
  ) -> GrammarError {
    let swapped = CalendarDate(year: year, month: day, day: month)
    return GrammarError(
      "date", at: months, "there is no month \(cursor.text(months))",
      mend: swapped.map { "the month stands before the day: `\($0)`" } ?? "months go from `01` to `12`",
      replacement: swapped?.description, of: start..<cursor.index)
  }

  static func noDay(
    _ cursor: GrammarCursor, _ days: Range<Int>, _ year: Int, _ month: Int, _ day: Int
  ) -> GrammarError {
    let last = CalendarDate.days(in: month, of: year)
    let name = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ][month - 1]
    return GrammarError(
      "date", at: days, "\(name) \(padded(year, 4)) has no day \(cursor.text(days))",
      mend: day == 0 ? "days go from `01`" : "its last day is `\(padded(year, 4))-\(padded(month, 2))-\(last)`")
  }
}
