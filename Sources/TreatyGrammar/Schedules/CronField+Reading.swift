extension CronField {
  /// Reads a field from here on, up to a space or the end.
  init(_ kind: Kind, from cursor: inout GrammarCursor) throws(GrammarError) {
    var items: [Item] = []
    repeat {
      items.append(try CronField.item(kind, &cursor))
    } while cursor.take(",")
    guard cursor.isAtEndOfWord else { throw CronField.unexpected(kind, cursor) }
    self.init(kind, items)
  }

  private static func item(_ kind: Kind, _ cursor: inout GrammarCursor) throws(GrammarError) -> Item {
    let start = cursor.index
    if cursor.take("*") { return .all(step: try step(kind, &cursor, start, over: kind.all)) }
    let first = try number(kind, &cursor)
    guard cursor.take("-") else {
      if cursor.next == UInt8(ascii: "/") { throw stepOfNumber(kind, cursor, start, first) }
      return .single(kind == .dayOfWeek && first == 7 ? 0 : first)
    }
    let isName = cursor.next.map(GrammarCursor.isLetter) ?? false
    var last = try number(kind, &cursor)
    // A week of crontab begins and ends with Sunday.
    if kind == .dayOfWeek, isName, last == 0, first > 0 { last = 7 }
    guard first <= last else {
      let all = kind.all
      let halves = [(first, all.upperBound), (all.lowerBound, last)].map { $0 == $1 ? "\($0)" : "\($0)-\($1)" }
      let written = halves.joined(separator: ",")
      throw wrong(
        start..<cursor.index, "the range of the \(kind.noun) goes backwards",
        mend: cursor.next == UInt8(ascii: "/") ? "the lesser number stands first" : "write `\(written)`",
        replacement: cursor.next == UInt8(ascii: "/") ? nil : written)
    }
    return .range(first, last, step: try step(kind, &cursor, start, over: first...last))
  }

  /// A number or a name.
  private static func number(_ kind: Kind, _ cursor: inout GrammarCursor) throws(GrammarError) -> Int {
    let word = cursor.take { GrammarCursor.isLetter($0) || GrammarCursor.isDigit($0) }
    guard !word.isEmpty else { throw unexpected(kind, cursor) }
    if let index = kind.names.firstIndex(of: cursor.text(word).lowercased()) { return kind.range.lowerBound + index }
    guard cursor.bytes[word].allSatisfy(GrammarCursor.isDigit) else { throw noNumber(kind, cursor, word) }
    guard word.count <= 2, let number = cursor.number(word).map(Int.init), kind.range.contains(number) else {
      throw wrong(
        word, "there is no \(kind.noun) \(cursor.text(word))",
        mend: "write a number from \(kind.range.lowerBound) to \(kind.range.upperBound)")
    }
    return number
  }

  /// `/5`, or nothing for 1.
  private static func step(
    _ kind: Kind, _ cursor: inout GrammarCursor, _ start: Int, over range: ClosedRange<Int>
  ) throws(GrammarError) -> Int {
    guard cursor.take("/") else { return 1 }
    let digits = cursor.takeDigits()
    guard !digits.isEmpty else {
      throw wrong(
        cursor.index - 1..<cursor.index, "a number is missing after `/`", mend: "write how many to go on: `*/5`")
    }
    let step = Int(clamping: cursor.number(digits) ?? .max)
    guard step > 0 else { throw wrong(digits, "a step is 1 at least", mend: "write `1` or more") }
    guard step <= range.upperBound - range.lowerBound else {
      throw wrong(
        digits, "a step of \(cursor.text(digits)) goes beyond the range, and only \(range.lowerBound) is left",
        mend: kind == .minute || kind == .hour
          ? "write `\(range.lowerBound)`, or a schedule with `every`, such as `every 90m`"
          : "write `\(range.lowerBound)`, or a smaller step")
    }
    return step
  }

  // MARK: Mistakes

  private static func stepOfNumber(_ kind: Kind, _ cursor: GrammarCursor, _ start: Int, _ first: Int) -> GrammarError {
    wrong(
      start..<cursor.word(until: ",").upperBound, "a step goes with a range or `*`, not with one number",
      mend: "write `\(first)-\(kind.all.upperBound)` before `/`", replacement: "\(first)-\(kind.all.upperBound)",
      of: start..<cursor.index)
  }

  private static func noNumber(_ kind: Kind, _ cursor: GrammarCursor, _ word: Range<Int>) -> GrammarError {
    let text = cursor.text(word)
    if text.uppercased().hasSuffix("L") || text.uppercased().hasSuffix("W") {
      return wrong(
        word, "`\(text)` is not supported: it is not cron's, but Quartz's",
        mend: kind == .dayOfMonth && text.uppercased() == "L"
          ? "write `rrule FREQ=MONTHLY;BYMONTHDAY=-1` for the last day"
          : "write it as `rrule`, such as `rrule FREQ=MONTHLY;BYDAY=-1FR` for the last Friday")
    }
    let meant = kind.names.first { text.count > 2 && text.lowercased().hasPrefix($0) }
    return wrong(
      word, "\(cursor.shown(word)) is not a \(kind.noun)",
      mend: meant.map { "write `\($0)`" } ?? "write \(numbersOf(kind))", replacement: meant)
  }

  private static func unexpected(_ kind: Kind, _ cursor: GrammarCursor) -> GrammarError {
    if cursor.next == UInt8(ascii: "?") {
      return wrong(cursor.character, "`?` is Quartz's, not cron's", mend: "write `*`", replacement: "*")
    }
    if cursor.next == UInt8(ascii: "#") {
      return wrong(
        cursor.word(), "`#` is not supported: it is not cron's, but Quartz's",
        mend: "write `rrule FREQ=MONTHLY;BYDAY=1MO` for the first Monday of a month")
    }
    guard !cursor.isAtEndOfWord else {
      return wrong(
        cursor.index - 1..<cursor.index, "the \(kind.noun) is not complete", mend: "write \(numbersOf(kind)) after it")
    }
    return wrong(
      cursor.character, "\(cursor.shown(cursor.character)) has no place in the \(kind.noun)",
      mend: "write `*`, \(numbersOf(kind)), `1-5`, `1,3` or `*/5`")
  }

  private static func numbersOf(_ kind: Kind) -> String {
    let numbers = "a number from \(kind.range.lowerBound) to \(kind.range.upperBound)"
    guard let first = kind.names.first, let last = kind.names.last else { return numbers }
    return numbers + " or a name from `\(first)` to `\(last)`"
  }

  private static func wrong(
    _ range: Range<Int>, _ message: String, mend: String, replacement: String? = nil, of edited: Range<Int>? = nil
  ) -> GrammarError {
    GrammarError("cron rule", at: range, message, mend: mend, replacement: replacement, of: edited)
  }
}
