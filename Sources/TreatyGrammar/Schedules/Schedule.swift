/// When something happens again and again: `every 5m`, `daily at 02:30`, `weekly on sun at 02:00`, `cron 0 2 * * 1-5`,
/// `rrule FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6`, each maybe with a zone after it: `… in Europe/Berlin`.
///
/// The grammar is `grammar/schedule.ebnf`.
public struct Schedule: GrammarValue {
  /// What it is that happens again and again.
  public enum Rule: Hashable, Sendable {
    /// After so much time, whatever the clock on the wall says. Above zero.
    case every(TimeLength)
    /// Each day at a time, `23:59` at most.
    case daily(at: ClockTime)
    /// On some days of each week at a time, `23:59` at most.
    case weekly(on: DaySet, at: ClockTime)
    /// By crontab(5).
    case cron(CronRule)
    /// By RFC 5545 §3.3.10.
    case recurrence(RecurrenceRule)
  }

  /// The rule.
  public let rule: Rule
  /// The zone whose clock the rule means; `nil` where it is said elsewhere, or nowhere.
  public let zone: ZoneName?

  /// A schedule.
  init(_ rule: Rule, in zone: ZoneName?) {
    self.rule = rule
    self.zone = zone
  }

  /// Whether it goes by the clock on the wall, so that a zone changes when it happens. All but `every` do.
  public var goesByClock: Bool {
    if case .every = rule { return false }
    return true
  }

  /// Bytes of the zone in the text that the schedule was read from.
  public func zoneRange(in text: String) -> Range<Int>? {
    zone.map { text.utf8.count - $0.text.utf8.count..<text.utf8.count }
  }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "schedule",
    "Every so long; at a time of the day, of all days or of some days of the week; as `cron` has it; or as a recurrence rule of iCalendar. A zone may follow.",
    symbol: "Schedule", in: "schedule",
    pattern: "(every +\(TimeLength.grammar.part)|daily +at +\(ClockTime.startPattern)"
      + "|weekly +on +\(DaySet.grammar.part) +at +\(ClockTime.startPattern)"
      + "|cron +\(CronRule.grammar.part)|rrule +\(RecurrenceRule.grammar.part))( +in +\(ZoneName.grammar.part))?",
    examples: [
      "every 5m", "daily at 02:30", "cron 0 2 * * 1-5", "weekly on sun at 02:00",
      "rrule FREQ=MONTHLY;BYDAY=1MO;BYHOUR=6 in Europe/Berlin",
    ])

  /// Words that a schedule begins with.
  static let words = ["every", "daily", "weekly", "cron", "rrule"]

  /// Reads a schedule, such as `daily at 02:30`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let word = cursor.word()
    guard Schedule.words.contains(cursor.text(word)) else { throw Schedule.unknown(cursor, word) }
    cursor.move(to: word.upperBound)
    let rule: Rule
    switch cursor.text(word) {
    case "every": rule = try Schedule.every(&cursor)
    case "daily":
      try Schedule.need("at", &cursor, after: word, "daily at 02:30")
      rule = .daily(at: try Schedule.time(&cursor))
    case "weekly":
      try Schedule.need("on", &cursor, after: word, "weekly on sun at 02:00")
      let days = try Schedule.days(&cursor)
      try Schedule.need("at", &cursor, after: word, "weekly on \(days) at 02:00")
      rule = .weekly(on: days, at: try Schedule.time(&cursor))
    case "cron":
      try Schedule.needSpace(&cursor, "the five fields are missing after `cron`", "cron 0 2 * * 1-5")
      rule = .cron(try CronRule(from: &cursor))
    default:
      try Schedule.needSpace(&cursor, "the rule is missing after `rrule`", "rrule FREQ=MONTHLY;BYDAY=1MO")
      rule = .recurrence(try RecurrenceRule(from: &cursor))
    }
    self.init(rule, in: try Schedule.zone(&cursor, after: rule))
  }

  /// As it is written, in the canonical form of each part.
  public var description: String {
    let text =
      switch rule {
      case .every(let length): "every \(length)"
      case .daily(let time): "daily at \(time)"
      case .weekly(let days, let time): "weekly on \(days) at \(time)"
      case .cron(let cron): "cron \(cron)"
      case .recurrence(let recurrence): "rrule \(recurrence)"
      }
    return text + (zone.map { " in \($0)" } ?? "")
  }
}

extension Schedule {
  /// Goes over the white space before a part.
  private static func needSpace(
    _ cursor: inout GrammarCursor, _ missing: String, _ example: String
  ) throws(GrammarError) {
    guard cursor.takeSpaces() else {
      throw GrammarError("schedule", at: 0..<cursor.index, missing, mend: "write it like `\(example)`")
    }
  }

  /// Goes over a word between parts.
  private static func need(
    _ word: StaticString, _ cursor: inout GrammarCursor, after start: Range<Int>, _ example: String
  ) throws(GrammarError) {
    let end = cursor.index
    guard cursor.takeSpaces(), cursor.starts(with: word), cursor.word().count == word.utf8CodeUnitCount else {
      throw Schedule.missing("\(word)", cursor, start.lowerBound..<end, example)
    }
    _ = cursor.take(word: word)
    guard cursor.takeSpaces() else {
      throw GrammarError(
        "schedule", at: cursor.index - word.utf8CodeUnitCount..<cursor.index, "nothing stands after `\(word)`",
        mend: "write it like `\(example)`")
    }
  }

  private static func every(_ cursor: inout GrammarCursor) throws(GrammarError) -> Rule {
    try needSpace(&cursor, "the time is missing after `every`", "every 5m")
    if let error = notEvery(cursor) { throw error }
    let start = cursor.index
    let length = try TimeLength(from: &cursor)
    guard length > .zero else {
      throw GrammarError(
        "schedule", at: start..<cursor.index, "no time passes between two times", mend: "write a duration above zero")
    }
    return .every(length)
  }

  private static func time(_ cursor: inout GrammarCursor) throws(GrammarError) -> ClockTime {
    try ClockTime(startFrom: &cursor)
  }

  private static func days(_ cursor: inout GrammarCursor) throws(GrammarError) -> DaySet { try DaySet(from: &cursor) }

  /// `in` and a zone, if they follow.
  private static func zone(_ cursor: inout GrammarCursor, after rule: Rule) throws(GrammarError) -> ZoneName? {
    guard !cursor.isAtEnd else { return nil }
    var after = cursor
    guard after.takeSpaces(), after.text(after.word()) == "in" else { throw unexpected(cursor, after: rule) }
    let word = after.word()
    after.move(to: word.upperBound)
    guard after.takeSpaces(), !after.isAtEnd else {
      throw GrammarError("schedule", at: word, "the zone is missing after `in`", mend: "write `in Europe/Berlin`")
    }
    let zone = try ZoneName(from: &after)
    cursor = after
    return zone
  }
}
