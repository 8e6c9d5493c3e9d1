/// How often at most, or on the whole: `10/s`, `600/min`, `5000/h`, `10000/d`. Above zero.
///
/// The grammar is `grammar/rate.ebnf`.
public struct Rate: GrammarValue {
  /// The time that a count is for.
  public enum Period: String, Hashable, Sendable, CaseIterable {
    /// A second.
    case second = "s"
    /// A minute.
    case minute = "min"
    /// An hour.
    case hour = "h"
    /// A day of 24 hours.
    case day = "d"

    /// How long it is, in seconds.
    public var seconds: Int64 {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3_600
      case .day: 86_400
      }
    }
  }

  /// How many in a period, 1 at least.
  public let count: Int64
  /// The period, as it was written.
  public let period: Period

  /// How many in a second: `600/min` is 10.
  public var perSecond: Double { Double(count) / Double(period.seconds) }

  /// A rate; `nil` for none at all.
  public init?(_ count: Int64, per period: Period) {
    guard count > 0 else { return nil }
    self.count = count
    self.period = period
  }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "rate", "How often in a second, minute, hour or day.", symbol: "Rate", in: "rate",
    pattern: "0*[1-9][0-9]*/(s|min|h|d)",
    examples: ["10/s", "600/min", "5000/h", "10000/d"])

  /// Reads a rate, such as `600/min`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let digits = cursor.takeDigits()
    guard !digits.isEmpty else { throw Rate.noNumber(cursor) }
    guard cursor.take("/") else { throw Rate.noPeriod(cursor, after: digits) }
    let letters = cursor.take(while: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "/") })
    guard let period = Period(rawValue: cursor.text(letters)) else { throw Rate.unknownPeriod(cursor, letters) }
    guard let count = cursor.number(digits) else {
      throw GrammarError("rate", at: digits, "\(cursor.shown(digits)) is too much", mend: "at most \(Int64.max)")
    }
    guard count > 0 else {
      throw GrammarError(
        "rate", at: digits, "a rate is above zero",
        mend: "leave the rate out where nothing limits it; `1/d` is the lowest")
    }
    self.count = count
    self.period = period
  }

  /// As it is written: `600/min`.
  public var description: String { "\(count)/\(period.rawValue)" }
}

extension Rate {
  private static func noNumber(_ cursor: GrammarCursor) -> GrammarError {
    if cursor.next == UInt8(ascii: "-") {
      return GrammarError(
        "rate", at: cursor.character, "a rate is not negative", mend: "leave out `-`")
    }
    return GrammarError(
      "rate", at: cursor.next == UInt8(ascii: "/") ? cursor.character : cursor.word(until: "/"),
      "a rate begins with a whole number", mend: grammar.howToWrite)
  }

  private static func noPeriod(_ cursor: GrammarCursor, after digits: Range<Int>) -> GrammarError {
    let number = cursor.text(digits)
    guard let next = cursor.next else {
      return GrammarError(
        "rate", at: digits, "`\(number)` has no period",
        mend: "write `\(number)/s` for each second, `\(number)/min`, `\(number)/h` or `\(number)/d`")
    }
    let rest = cursor.text(cursor.rest()).lowercased()
    if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") {
      return GrammarError(
        "rate", at: cursor.index..<cursor.word(until: "/").upperBound, "a rate has a whole number",
        mend: "take a longer period: `30/min` for 0.5 in a second")
    }
    if let period = meant[rest.filter { $0 != " " && $0 != "/" }.replacingPrefix("per", "")] ?? meant[rest] {
      return GrammarError(
        "rate", at: cursor.rest(), "a `/` stands between number and period, and nothing else",
        mend: "write `\(number)/\(period.rawValue)`", replacement: "/\(period.rawValue)")
    }
    return GrammarError(
      "rate", at: cursor.rest(), "a `/` and a period follow the number, not \(cursor.shown(cursor.rest()))",
      mend: grammar.howToWrite)
  }

  private static func unknownPeriod(_ cursor: GrammarCursor, _ letters: Range<Int>) -> GrammarError {
    guard !letters.isEmpty else {
      return GrammarError(
        "rate", at: letters, "a period is missing after `/`", mend: "periods are `s`, `min`, `h` and `d`")
    }
    let period = meant[cursor.text(letters).lowercased()]
    return GrammarError(
      "rate", at: letters, "\(cursor.shown(letters)) is not a period",
      mend: period.map { "write `\($0.rawValue)`" } ?? "periods are `s`, `min`, `h` and `d`",
      replacement: period?.rawValue)
  }

  /// Periods as they are called elsewhere.
  private static let meant: [String: Period] = [
    "s": .second, "sec": .second, "second": .second, "seconds": .second, "ps": .second, "m": .minute, "min": .minute,
    "minute": .minute, "minutes": .minute, "h": .hour, "hr": .hour, "hour": .hour, "hours": .hour, "d": .day,
    "day": .day, "days": .day,
  ]
}

extension String {
  /// The text with another beginning, if it has this one.
  fileprivate func replacingPrefix(_ prefix: String, _ other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
