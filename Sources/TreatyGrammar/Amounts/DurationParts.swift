/// The parts of a duration that were read so far, and what can be wrong with the next.
struct DurationParts {
  /// Where the duration begins.
  let start: Int
  /// Each number, its unit, and which unit that is, the greatest being 0.
  var found: [(digits: Range<Int>, letters: Range<Int>, unit: Int)] = []

  init(start: Int) { self.start = start }

  /// Letters, and what is mistaken for a unit: `µs`.
  static func isUnitByte(_ byte: UInt8) -> Bool { GrammarCursor.isLetter(byte) || byte >= 0x80 }

  /// Whether the last unit may not stand where it does.
  var isOutOfOrder: Bool {
    guard found.count > 1 else { return false }
    return found[found.count - 1].unit <= found[found.count - 2].unit
  }

  func outOfOrder(_ cursor: GrammarCursor, count: Int) -> GrammarError {
    let last = found[found.count - 1]
    let before = found[found.count - 2]
    let range = last.digits.lowerBound..<last.letters.upperBound
    let unit = cursor.text(last.letters)
    if let first = found.dropLast().first(where: { $0.unit == last.unit }) {
      let sum = (cursor.number(first.digits) ?? .max).addingReportingOverflow(cursor.number(last.digits) ?? .max)
      let isWhole = found.count == 2 && !sum.overflow
      return GrammarError(
        "duration", at: range, "`\(unit)` stands twice in the duration",
        mend: isWhole ? "write `\(sum.partialValue)\(unit)`" : "add them up",
        replacement: isWhole ? "\(sum.partialValue)\(unit)" : nil, of: start..<range.upperBound)
    }
    let sorted = found.sorted { $0.unit < $1.unit }
      .map { cursor.text($0.digits.lowerBound..<$0.letters.upperBound) }.joined()
    return GrammarError(
      "duration", at: range, "`\(unit)` stands after `\(cursor.text(before.letters))`, the smaller unit",
      mend: "the greater unit stands first: `\(sorted)`", replacement: sorted, of: start..<range.upperBound)
  }

  func noNumber(_ cursor: GrammarCursor) -> GrammarError {
    let word = cursor.word()
    let text = cursor.text(word)
    if cursor.next == UInt8(ascii: "-") {
      return GrammarError(
        "duration", at: cursor.character, "a duration is not negative", mend: "leave out `-`")
    }
    if text.hasPrefix("P") {
      return GrammarError(
        "duration", at: word, "`\(text)` is a duration of ISO 8601",
        mend: "write numbers and units alone: `1d` for `P1D`, `1h30m` for `PT1H30M`")
    }
    return GrammarError(
      "duration", at: word, "a duration begins with a number, not with \(cursor.shown(cursor.character))",
      mend: TimeLength.grammar.howToWrite)
  }

  func noUnit(_ cursor: GrammarCursor, after digits: Range<Int>) -> GrammarError {
    if cursor.next == UInt8(ascii: ".") || cursor.next == UInt8(ascii: ",") { return decimal(cursor, digits) }
    let number = cursor.text(digits)
    var rest = cursor
    if rest.takeSpaces() {
      let letters = rest.take(while: DurationParts.isUnitByte)
      if let unit = DurationParts.meant[rest.text(letters).lowercased()] {
        return GrammarError(
          "duration", at: cursor.index..<letters.upperBound, "white space stands between `\(number)` and its unit",
          mend: "write `\(number)\(unit)`", replacement: unit)
      }
    }
    return GrammarError(
      "duration", at: digits, "`\(number)` has no unit",
      mend: "write `\(number)s` for seconds, `\(number)m` for minutes, `\(number)h`, `\(number)d` or `\(number)ms`")
  }

  private func decimal(_ cursor: GrammarCursor, _ digits: Range<Int>) -> GrammarError {
    var rest = cursor
    rest.move(to: cursor.index + 1)
    let decimals = rest.takeDigits()
    let letters = rest.take(while: DurationParts.isUnitByte)
    let range = digits.lowerBound..<letters.upperBound
    let thousandths =
      rest.text(digits) + rest.text(decimals) + String(repeating: "0", count: max(0, 3 - decimals.count))
    let written =
      found.isEmpty && !decimals.isEmpty && decimals.count <= 3
      ? Int64(thousandths).flatMap { TimeLength.written(thousandths: $0, of: rest.text(letters)) } : nil
    return GrammarError(
      "duration", at: range, "a duration has whole numbers only",
      mend: written.map { "write `\($0)`" } ?? "write a smaller unit: `1h30m` for one and a half hours",
      replacement: written)
  }

  func unknownUnit(_ cursor: GrammarCursor, _ digits: Range<Int>, _ letters: Range<Int>) -> GrammarError {
    let name = cursor.text(letters)
    let message = "\(cursor.shown(letters)) is not a unit of a duration"
    switch name.lowercased() {
    case "w", "week", "weeks":
      let days = cursor.number(digits).flatMap { $0 < 1_000_000 ? $0 * 7 : nil }
      return GrammarError(
        "duration", at: letters, message, mend: days.map { "write `\($0)d`" } ?? "write days",
        replacement: days.map { "\($0)d" }, of: digits.lowerBound..<letters.upperBound)
    case "mo", "mon", "month", "months", "y", "yr", "year", "years":
      return GrammarError(
        "duration", at: letters, message + ": months and years differ in length",
        mend: "write days: `30d`, `365d`")
    case "us", "µs", "μs", "ns":
      return GrammarError("duration", at: letters, message, mend: "the smallest unit is `ms`")
    case let lower:
      guard let unit = DurationParts.meant[lower] else {
        return GrammarError(
          "duration", at: letters, message, mend: "units are `d`, `h`, `m`, `s` and `ms`, as in `1h30m`")
      }
      return GrammarError("duration", at: letters, message, mend: "write `\(unit)`", replacement: unit)
    }
  }

  /// Units as they are called elsewhere.
  private static let meant: [String: String] = [
    "d": "d", "day": "d", "days": "d", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "m": "m", "min": "m",
    "mins": "m", "minute": "m", "minutes": "m", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "ms": "ms", "msec": "ms", "msecs": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
  ]
}
