internal import TreatyDiagnostics

/// Reads a recurrence rule part by part, and keeps in mind where each stands.
struct RecurrenceReader {
  /// The parts that are known.
  enum Part: String, CaseIterable {
    case frequency = "FREQ"
    case interval = "INTERVAL"
    case count = "COUNT"
    case until = "UNTIL"
    case month = "BYMONTH"
    case monthDay = "BYMONTHDAY"
    case day = "BYDAY"
    case hour = "BYHOUR"
    case minute = "BYMINUTE"
    case position = "BYSETPOS"
    case weekStart = "WKST"
    case start = "DTSTART"
  }

  /// What was read.
  var rule = RecurrenceRule()
  /// Where each part stands that was read.
  private(set) var places: [Part: Range<Int>] = [:]
  /// Where the rule begins.
  let begin: Int

  init(at begin: Int) { self.begin = begin }

  /// Reads a part, up to what follows it.
  mutating func part(_ cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    let name = cursor.take(while: GrammarCursor.isLetter)
    guard let part = Part(rawValue: cursor.text(name)) else { throw RecurrenceReader.unknown(cursor, name) }
    guard cursor.take("=") else {
      throw RecurrenceReader.wrong(
        name, "`=` is missing after `\(part.rawValue)`", mend: "write it like `\(part.example)`")
    }
    guard places[part] == nil else {
      throw RecurrenceReader.wrong(
        start..<cursor.word(until: ";").upperBound, "`\(part.rawValue)` stands twice",
        mend: "write it once, with commas between its values where it takes several")
    }
    try value(of: part, &cursor)
    guard cursor.isAtEndOfWord || cursor.next == UInt8(ascii: ";") else {
      throw RecurrenceReader.wrong(
        cursor.word(until: ";"), "\(cursor.shown(cursor.word(until: ";"))) has no place in `\(part.rawValue)`",
        mend: "write it like `\(part.example)`")
    }
    places[part] = start..<cursor.index
  }

  private mutating func value(of part: Part, _ cursor: inout GrammarCursor) throws(GrammarError) {
    switch part {
    case .frequency: rule.frequency = try RecurrenceReader.frequency(&cursor)
    case .interval: rule.interval = try RecurrenceReader.number(part, &cursor, 1...9999, isSigned: false)
    case .count: rule.end = .count(try RecurrenceReader.number(part, &cursor, 1...999_999, isSigned: false))
    case .until: rule.end = .until(try RecurrenceReader.moment(part, &cursor))
    case .month: rule.months = try RecurrenceReader.numbers(part, &cursor, 1...12)
    case .monthDay: rule.monthDays = try RecurrenceReader.numbers(part, &cursor, 1...31, isSigned: true)
    case .day: rule.days = try RecurrenceReader.days(&cursor)
    case .hour: rule.hours = try RecurrenceReader.numbers(part, &cursor, 0...23)
    case .minute: rule.minutes = try RecurrenceReader.numbers(part, &cursor, 0...59)
    case .position: rule.positions = try RecurrenceReader.numbers(part, &cursor, 1...366, isSigned: true)
    case .weekStart: rule.weekStart = try RecurrenceReader.weekday(part, &cursor)
    case .start: rule.start = try RecurrenceReader.moment(part, &cursor)
    }
  }

  // MARK: Values

  private static func frequency(_ cursor: inout GrammarCursor) throws(GrammarError) -> RecurrenceRule.Frequency {
    let word = cursor.take(while: GrammarCursor.isLetter)
    let text = cursor.text(word)
    if let frequency = RecurrenceRule.Frequency(rawValue: text) { return frequency }
    if text == "SECONDLY" || text == "MINUTELY" {
      throw wrong(word, "`\(text)` is not supported in a recurrence rule", mend: "write a schedule like `every 5m`")
    }
    let known = RecurrenceRule.Frequency.allCases.map { $0.rawValue }
    let near = known.first { $0 == text.uppercased() } ?? NearName.suggest(for: text, among: known)
    throw wrong(
      word.isEmpty ? cursor.word(until: ";") : word, "`FREQ` is \(known.map { "`\($0)`" }.joined(separator: ", "))",
      mend: near.map { "write `\($0)`" } ?? "write one of these", replacement: near)
  }

  /// Numbers with commas between them, the least first, each once.
  private static func numbers(
    _ part: Part, _ cursor: inout GrammarCursor, _ range: ClosedRange<Int>, isSigned: Bool = false
  ) throws(GrammarError) -> [Int] {
    var numbers: [Int] = []
    repeat {
      numbers.append(try number(part, &cursor, range, isSigned: isSigned))
    } while cursor.take(",")
    return sortedOnce(numbers)
  }

  /// A number; with a sign one that is counted from the end.
  private static func number(
    _ part: Part, _ cursor: inout GrammarCursor, _ range: ClosedRange<Int>, isSigned: Bool
  ) throws(GrammarError) -> Int {
    let start = cursor.index
    var isNegative = false
    if isSigned, !cursor.take("+") { isNegative = cursor.take("-") }
    let digits = cursor.takeDigits()
    guard !digits.isEmpty else {
      let value = start..<max(start, cursor.word(until: ",;").upperBound)
      throw wrong(
        value.isEmpty ? start - 1..<start : value, "`\(part.rawValue)` has a number here",
        mend: "write it like `\(part.example)`")
    }
    guard let number = cursor.number(digits), number <= range.upperBound, range.contains(Int(number)),
      digits.count <= String(range.upperBound).utf8.count
    else {
      let ends = "from \(range.lowerBound) to \(range.upperBound)"
      throw wrong(
        start..<cursor.index, "\(cursor.shown(start..<cursor.index)) lies outside `\(part.rawValue)`",
        mend: "write a number \(ends)" + (isSigned ? ", or with `-` to count from the end" : ""))
    }
    return isNegative ? -Int(number) : Int(number)
  }

  private static func days(_ cursor: inout GrammarCursor) throws(GrammarError) -> [RecurrenceRule.Day] {
    var days: [RecurrenceRule.Day] = []
    repeat {
      var ordinal = 0
      if cursor.isAtDigit || cursor.next == UInt8(ascii: "+") || cursor.next == UInt8(ascii: "-") {
        ordinal = try number(.day, &cursor, 1...53, isSigned: true)
      }
      days.append(RecurrenceRule.Day(ordinal: ordinal, weekday: try weekday(.day, &cursor)))
    } while cursor.take(",")
    return sortedOnce(days)
  }

  private static func weekday(_ part: Part, _ cursor: inout GrammarCursor) throws(GrammarError) -> Weekday {
    let start = cursor.index
    let word = cursor.take(while: GrammarCursor.isLetter)
    if let day = Weekday(code: cursor.text(word)) { return day }
    let meant = Weekday(meantBy: cursor.text(word))
    throw wrong(
      word.isEmpty ? (cursor.character.isEmpty ? start - 1..<start : cursor.character) : word,
      "days of the week are `MO`, `TU`, `WE`, `TH`, `FR`, `SA` and `SU` here",
      mend: meant.map { "write `\($0.code)`" } ?? "write it like `\(part.example)`", replacement: meant?.code)
  }

  private static func sortedOnce<Element: Comparable>(_ elements: [Element]) -> [Element] {
    elements.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  static func wrong(
    _ range: Range<Int>, _ message: String, mend: String, replacement: String? = nil
  ) -> GrammarError {
    GrammarError("recurrence rule", at: range, message, mend: mend, replacement: replacement)
  }
}

extension RecurrenceReader.Part {
  /// How it is written.
  var example: String {
    switch self {
    case .frequency: "FREQ=WEEKLY"
    case .interval: "INTERVAL=2"
    case .count: "COUNT=10"
    case .until: "UNTIL=20261231T235900"
    case .month: "BYMONTH=3,9"
    case .monthDay: "BYMONTHDAY=15,-1"
    case .day: "BYDAY=MO,-1FR"
    case .hour: "BYHOUR=6,18"
    case .minute: "BYMINUTE=0,30"
    case .position: "BYSETPOS=-1"
    case .weekStart: "WKST=SU"
    case .start: "DTSTART=20260105T060000"
    }
  }
}
