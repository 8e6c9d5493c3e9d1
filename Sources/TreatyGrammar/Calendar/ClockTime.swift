/// A time of day to the minute, by the clock on the wall: `08:00`. `24:00` is the end of a day, where something ends.
///
/// The grammar is `grammar/clock-time.ebnf`.
public struct ClockTime: GrammarValue, Comparable {
  /// Minutes since the day began by the clock, 0 to 1440.
  public let minutes: Int

  /// The hour, 0 to 24.
  public var hour: Int { minutes / 60 }
  /// The minute, 0 to 59.
  public var minute: Int { minutes % 60 }

  /// The beginning of a day.
  public static let midnight = ClockTime(unchecked: 0)
  /// The end of a day: `24:00`.
  public static let endOfDay = ClockTime(unchecked: 1440)

  /// A time; `nil` where there is none.
  public init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    minutes = hour * 60 + minute
  }

  /// A time so many minutes into a day, of which it is known that there are not too many.
  init(unchecked minutes: Int) { self.minutes = minutes }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "time of day", "By the clock on the wall; `24:00` is the end of a day.", symbol: "ClockTime", in: "clock-time",
    pattern: "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)",
    examples: ["08:00", "18:30"])

  /// Pattern of one that something begins at.
  static let startPattern = "([01][0-9]|2[0-3]):[0-5][0-9]"

  /// Reads a time of day, such as `08:00`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one that something begins at, and so not `24:00`.
  init(startFrom cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    try self.init(from: &cursor)
    if self == .endOfDay {
      throw GrammarError(
        "time of day", at: start..<cursor.index, "`24:00` is the end of a day, where nothing begins",
        mend: "write `00:00`", replacement: "00:00")
    }
  }

  /// Reads one from here on.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    let hours = cursor.takeDigits()
    guard hours.count == 2, cursor.take(":") else { throw ClockTime.malformed(cursor, start) }
    let minutes = cursor.takeDigits()
    guard minutes.count == 2 else { throw ClockTime.malformed(cursor, start) }
    if cursor.next == UInt8(ascii: ":") { throw ClockTime.malformed(cursor, start) }
    let (hour, minute) = (Int(cursor.number(hours) ?? 99), Int(cursor.number(minutes) ?? 99))
    guard hour < 24 || (hour == 24 && minute == 0) else {
      throw GrammarError(
        "time of day", at: hours, "a day has no hour \(cursor.text(hours))", mend: "hours go from `00` to `23`")
    }
    guard minute < 60 else {
      throw GrammarError(
        "time of day", at: minutes, "an hour has no minute \(cursor.text(minutes))",
        mend: "minutes go from `00` to `59`")
    }
    self.minutes = hour * 60 + minute
  }

  /// Two digits each: `08:00`.
  public var description: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

  /// Earlier is less.
  public static func < (left: ClockTime, right: ClockTime) -> Bool { left.minutes < right.minutes }

  /// What is wrong with what begins at `start`, with the time that may be meant: `8:00`, `8.30`, `8am`, `0800`, `08:00:00`.
  private static func malformed(_ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    var end = start
    while end < cursor.bytes.count, isPartOfTime(cursor.bytes[end]) { end += 1 }
    if let half = cursor.bytes[end...].first, half == UInt8(ascii: " "),
      ["am", "pm"].contains(cursor.text(cursor.word(from: end + 1)).lowercased())
    {
      end += 3
    }
    let range = start..<end
    guard !range.isEmpty else {
      let word = cursor.word(from: start, until: ",;-")
      return GrammarError(
        "time of day", at: word,
        word.isEmpty ? "a time of day is missing" : "\(cursor.shown(word)) is not a time of day",
        mend: grammar.howToWrite)
    }
    let meant = meant(by: cursor.text(range))
    let colons = cursor.bytes[range].count { $0 == UInt8(ascii: ":") }
    let message =
      colons == 2
      ? "\(cursor.shown(range)) has seconds, and times go to the minute"
      : "\(cursor.shown(range)) is not a time of day"
        + (cursor.bytes[range].contains(where: GrammarCursor.isDigit) ? ": hour and minute have two digits each" : "")
    return GrammarError(
      "time of day", at: range, message, mend: meant.map { "write `\($0)`" } ?? grammar.howToWrite,
      replacement: meant?.description)
  }

  private static func isPartOfTime(_ byte: UInt8) -> Bool {
    GrammarCursor.isDigit(byte) || GrammarCursor.isLetter(byte) || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ".")
  }

  private static func meant(by text: String) -> ClockTime? {
    var lower = text.lowercased().filter { $0 != " " }
    let half = ["am", "pm"].first { lower.hasSuffix($0) }
    if half != nil { lower.removeLast(2) }
    if lower.hasSuffix("h") { lower.removeLast() }
    var parts = lower.split(whereSeparator: { $0 == ":" || $0 == "." || $0 == "h" }).map { Int($0) }
    if parts.count == 1, lower.count == 4, let number = parts[0] { parts = [number / 100, number % 100] }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 != nil }),
      lower.utf8.allSatisfy({ $0 != UInt8(ascii: "+") })
    else { return nil }
    var hour = parts[0] ?? 99
    if parts.count == 3, parts[2] != 0 { return nil }
    if half == nil, parts.count == 1, lower.count > 2 { return nil }
    if half != nil {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    return ClockTime(hour: hour, minute: parts.count > 1 ? parts[1] ?? 99 : 0)
  }
}

/// A number with leading zeros.
func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
