/// The five fields of crontab(5): minute, hour, day of the month, month, day of the week: `0 2 * * 1-5`.
///
/// Where neither field of days begins with `*`, a day that either of them lets through is taken; else a day that both do. The grammar is
/// `grammar/cron.ebnf`.
public struct CronRule: GrammarValue {
  private let fields: [CronField]

  /// Minutes of an hour, 0 to 59, the least first.
  public var minutes: [Int] { self[.minute].numbers }
  /// Hours of a day, 0 to 23.
  public var hours: [Int] { self[.hour].numbers }
  /// Days of a month, 1 to 31.
  public var daysOfMonth: [Int] { self[.dayOfMonth].numbers }
  /// Months, 1 to 12.
  public var months: [Int] { self[.month].numbers }
  /// Days of the week.
  public var daysOfWeek: [Weekday] { Weekday.allCases.filter { self[.dayOfWeek].contains(($0.rawValue + 1) % 7) } }
  /// Whether a day of the month *or* of the week is enough, which few who write both expect.
  public var daysAreAlternatives: Bool { !self[.dayOfMonth].beginsWithStar && !self[.dayOfWeek].beginsWithStar }

  subscript(kind: CronField.Kind) -> CronField { fields[kind.rawValue] }

  /// Whether it happens on a day.
  func matches(month: Int, day: Int, weekday: Weekday) -> Bool {
    guard self[.month].contains(month) else { return false }
    let isDayOfMonth = self[.dayOfMonth].contains(day)
    let isDayOfWeek = self[.dayOfWeek].contains((weekday.rawValue + 1) % 7)
    return daysAreAlternatives ? isDayOfMonth || isDayOfWeek : isDayOfMonth && isDayOfWeek
  }

  /// When it happens on such a day, in minutes of the day, the least first.
  var times: [Int] {
    let minutes = minutes
    return hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
  }

  // MARK: Text

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "cron rule", "Minute, hour, day, month and day of the week, as Debian's cron reads them.", symbol: "Cron",
    in: "cron",
    pattern: "(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[0-9*][0-9*/,-]*( +[0-9*][0-9*/,-]*){2}"
      + " +[0-9*A-Za-z][0-9*/,A-Za-z-]* +[0-9*A-Za-z][0-9*/,A-Za-z-]*)",
    examples: ["0 2 * * 1-5", "*/15 8-18 * * mon-fri", "@daily"])

  /// Short for some rules, as in crontab(5).
  private static let shorthands = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]

  private init(_ fields: [CronField]) { self.fields = fields }

  /// Reads the five fields, such as `0 2 * * 1-5`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one from here on.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    if cursor.next == UInt8(ascii: "@") {
      let word = cursor.word()
      guard let written = CronRule.shorthands[cursor.text(word)] else { throw CronRule.unknownShorthand(cursor, word) }
      cursor.move(to: word.upperBound)
      var fields = GrammarCursor(written)
      try self.init(from: &fields)
      return
    }
    var fields: [CronField] = []
    var daysOfMonth = start..<start
    for kind in CronField.Kind.allCases {
      let before = cursor.index
      if kind != .minute, !cursor.takeSpaces() || cursor.isAtEnd || CronRule.isAtZone(cursor) {
        throw CronRule.tooFew(start..<before, fields.count)
      }
      let first = cursor.index
      fields.append(try CronField(kind, from: &cursor))
      if kind == .dayOfMonth { daysOfMonth = first..<cursor.index }
    }
    if let more = CronRule.tooMany(cursor, start) { throw more }
    self.init(fields)
    guard CronRule.comes(fields) else {
      throw GrammarError(
        "cron rule", at: daysOfMonth, "such a day never comes: none of the months is so long",
        mend: "write a day that the months have, or `rrule FREQ=MONTHLY;BYMONTHDAY=-1` for the last day of each")
    }
  }

  /// The five fields, with numbers for names.
  public var description: String { fields.map { $0.description }.joined(separator: " ") }

  /// Whether there is a month that has one of the days.
  private static func comes(_ fields: [CronField]) -> Bool {
    let (days, months, weekdays) = (fields[2], fields[3], fields[4])
    if !days.beginsWithStar, !weekdays.beginsWithStar { return true }
    // 2000 is a leap year.
    return months.numbers.contains { month in
      days.numbers.contains { $0 <= CalendarDate.days(in: month, of: 2000) }
    }
  }

  // MARK: Mistakes

  private static func isAtZone(_ cursor: GrammarCursor) -> Bool { cursor.text(cursor.word()) == "in" }

  private static func tooFew(_ range: Range<Int>, _ count: Int) -> GrammarError {
    GrammarError(
      "cron rule", at: range,
      "a cron rule has five fields, and \(count == 1 ? "one is" : "\(["none", "one", "two", "three", "four"][count]) are") here",
      mend: "minute, hour, day of the month, month, day of the week: `0 2 * * 1-5`")
  }

  private static func tooMany(_ cursor: GrammarCursor, _ start: Int) -> GrammarError? {
    var after = cursor
    guard after.takeSpaces(), !after.isAtEnd, !isAtZone(after) else { return nil }
    var words = 5
    var end = after
    while !end.isAtEnd, !isAtZone(end) {
      words += 1
      end.move(to: end.word().upperBound)
      _ = end.takeSpaces()
    }
    guard words == 6 else {
      return GrammarError(
        "cron rule", at: after.word(), "\(after.shown(after.word())) has no place after the five fields",
        mend: "a time zone is written like `0 2 * * 1-5 in Europe/Berlin`")
    }
    return GrammarError(
      "cron rule", at: start..<after.word().upperBound, "a cron rule has five fields, and six are here",
      mend: "leave out seconds or years: minute, hour, day of the month, month, day of the week")
  }

  private static func unknownShorthand(_ cursor: GrammarCursor, _ word: Range<Int>) -> GrammarError {
    if cursor.text(word) == "@reboot" {
      return GrammarError(
        "cron rule", at: word, "`@reboot` is not supported: no time of the clock",
        mend: "write a time, such as `@daily`")
    }
    return GrammarError(
      "cron rule", at: word, "\(cursor.shown(word)) stands for no rule",
      mend: "write `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly` or the five fields")
  }
}
