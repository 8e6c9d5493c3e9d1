/// Days from one to another, both of them included, or one day: `2026-12-24..2026-12-26`.
///
/// The grammar is `grammar/date-range.ebnf`.
public struct DateRange: GrammarValue {
  /// The first day.
  public let first: CalendarDate
  /// The last day, not before the first.
  public let last: CalendarDate

  /// Days from one to another; `nil` where the last goes before the first.
  public init?(_ first: CalendarDate, through last: CalendarDate) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// How many days it has, 1 at least.
  public var count: Int { last.dayNumber - first.dayNumber + 1 }

  /// Whether a day is one of them.
  public func contains(_ date: CalendarDate) -> Bool { first <= date && date <= last }

  /// Whether some day is in both.
  public func overlaps(_ other: DateRange) -> Bool { first <= other.last && other.first <= last }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "date range", "A day, or all days from one to another.", symbol: "DateRange", in: "date-range",
    pattern: "\(CalendarDate.grammar.part)(\\.\\.\(CalendarDate.grammar.part))?",
    examples: ["2026-12-24..2026-12-26", "2026-12-24"])

  /// Reads a date or a range of them, such as `2026-12-24..2026-12-26`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    first = try CalendarDate(from: &cursor)
    guard cursor.take(word: "..") else {
      if !cursor.isAtEnd { throw DateRange.badDots(cursor) }
      last = first
      return
    }
    if let dots = Self.badEnd(cursor) { throw dots }
    let start = cursor.index
    last = try CalendarDate(from: &cursor)
    guard first <= last else {
      throw GrammarError(
        "date range", at: start..<cursor.index, "the last day, \(last), goes before the first, \(first)",
        mend: "write `\(last)..\(first)`, or correct one of them")
    }
  }

  /// Both days, or the one where they are the same.
  public var description: String { first == last ? "\(first)" : "\(first)..\(last)" }

  /// Something other than two dots between the days.
  private static func badDots(_ cursor: GrammarCursor) -> GrammarError {
    var end = cursor.index
    while end < cursor.bytes.count, !GrammarCursor.isDigit(cursor.bytes[end]) { end += 1 }
    let between = cursor.index..<end
    let isMeant = ["..", "-", "–", "/", "to", ",", "...", "."].contains(cursor.text(between).filter { $0 != " " })
    return GrammarError(
      "date range", at: between, "`..` stands between the first day and the last, and nothing else",
      mend: isMeant ? "write `..`" : grammar.howToWrite, replacement: isMeant && end < cursor.bytes.count ? ".." : nil)
  }

  private static func badEnd(_ cursor: GrammarCursor) -> GrammarError? {
    switch cursor.next {
    case UInt8(ascii: "."), UInt8(ascii: " "):
      var end = cursor.index
      while end < cursor.bytes.count, !GrammarCursor.isDigit(cursor.bytes[end]) { end += 1 }
      return GrammarError(
        "date range", at: cursor.index..<end, "the last day follows `..` at once", mend: "leave it out", replacement: ""
      )
    case nil:
      return GrammarError(
        "date range", at: cursor.index - 2..<cursor.index, "the last day is missing after `..`",
        mend: "write it, or leave out `..` for one day")
    default: return nil
    }
  }
}
