/// What can be wrong with days of the week, and what may be meant.
enum DayMistake {
  private static let names = "days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat` and `sun`"

  /// Groups of days as they are called elsewhere.
  private static let groups = [
    "weekdays": "mon-fri", "weekday": "mon-fri", "weekends": "sat, sun", "weekend": "sat, sun", "daily": "mon-sun",
    "everyday": "mon-sun",
  ]

  /// A word that is no day. `start` is where the days begin.
  static func unknown(_ cursor: GrammarCursor, _ word: Range<Int>, from start: Int) -> GrammarError {
    guard !word.isEmpty else { return missing(cursor) }
    let message = "\(cursor.shown(word)) is not a day of the week as it is written here"
    if let group = groups[cursor.text(word).lowercased()] {
      return wrong(word, message, mend: "write `\(group)`", group)
    }
    guard let meant = Weekday(meantBy: cursor.text(word)) else { return wrong(word, message, mend: names) }
    // Who writes one day otherwise writes all so.
    var end = word.upperBound
    while end < cursor.bytes.count, isPartOfDays(cursor.bytes, end) { end += 1 }
    let whole = written(cursor.text(start..<end))
    return GrammarError(
      "days", at: word, message, mend: "write `\(whole ?? meant.name)`", replacement: whole ?? meant.name,
      of: whole == nil ? word : start..<end)
  }

  private static func missing(_ cursor: GrammarCursor) -> GrammarError {
    guard !cursor.isAtEndOfWord else {
      return wrong(cursor.index..<cursor.index, "a day of the week is missing", mend: names)
    }
    return wrong(
      cursor.character, "a day of the week stands here, not \(cursor.shown(cursor.character))", mend: names)
  }

  /// Days that go on after white space: `mon - fri`, `mon fri`.
  static func continued(_ cursor: GrammarCursor) -> GrammarError? {
    var after = cursor
    guard after.takeSpaces() else { return nil }
    if after.take("-") {
      _ = after.takeSpaces()
      return wrong(cursor.index..<after.index, "white space stands beside `-`", mend: "write `mon-fri`", "-")
    }
    let word = after.word(until: ",-")
    guard after.next != UInt8(ascii: ","), Weekday(meantBy: after.text(word)) != nil else {
      return after.next == UInt8(ascii: ",")
        ? wrong(cursor.index..<after.index, "white space stands before a comma", mend: "leave it out", "") : nil
    }
    return wrong(cursor.index..<after.index, "a comma is missing between days", mend: "write `, `", ", ")
  }

  private static func isPartOfDays(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte == UInt8(ascii: " ") { return bytes[index - 1] == UInt8(ascii: ",") }
    return GrammarCursor.isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ",")
  }

  /// The text with every word in place of which a day can be meant written as that; `nil` where that makes no days.
  private static func written(_ text: String) -> String? {
    var written = ""
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "," || $0 == " " }) {
      if !written.isEmpty || part.startIndex > text.startIndex {
        written.append(text[text.index(before: part.startIndex)])
      }
      guard !part.isEmpty else { continue }
      guard let day = Weekday(meantBy: String(part)) else { return nil }
      written += day.name
    }
    return DaySet(written) == nil ? nil : written
  }

  private static func wrong(
    _ range: Range<Int>, _ message: String, mend: String, _ replacement: String? = nil
  ) -> GrammarError {
    GrammarError("days", at: range, message, mend: mend, replacement: replacement)
  }
}
