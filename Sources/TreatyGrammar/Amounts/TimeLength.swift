/// A length of time in whole milliseconds, not negative: `90s`, `1h30m`. A day has 24 hours.
///
/// The grammar is `grammar/duration.ebnf`.
public struct TimeLength: GrammarValue, Comparable {
  /// The length.
  public let milliseconds: Int64

  /// No time at all.
  public static let zero = TimeLength(unchecked: 0)

  /// A length of time; `nil` for less than nothing.
  public init?(milliseconds: Int64) {
    guard milliseconds >= 0 else { return nil }
    self.milliseconds = milliseconds
  }

  /// A length of time in minutes, which are known not to be less than nothing.
  static func minutes(_ minutes: Int64) -> TimeLength { TimeLength(unchecked: minutes * 60_000) }

  private init(unchecked milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "duration", "Whole numbers with units, the greater unit first; a day has 24 hours.", symbol: "Duration",
    in: "duration", pattern: "([0-9]+(ms|s|m|h|d))+",
    examples: ["90s", "5m", "1h30m", "500ms", "30d"])

  /// The units, the greatest first.
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// Reads a duration, such as `1h30m`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one from here on, up to what does not belong to it.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    var parts = DurationParts(start: cursor.index)
    var total: Int64 = 0
    repeat {
      let digits = cursor.takeDigits()
      guard !digits.isEmpty else { throw parts.noNumber(cursor) }
      let letters = cursor.take(while: DurationParts.isUnitByte)
      guard !letters.isEmpty else { throw parts.noUnit(cursor, after: digits) }
      let name = cursor.text(letters)
      guard let unit = TimeLength.units.firstIndex(where: { $0.name == name }) else {
        throw parts.unknownUnit(cursor, digits, letters)
      }
      parts.found.append((digits, letters, unit))
      if parts.isOutOfOrder { throw parts.outOfOrder(cursor, count: TimeLength.units.count) }
      let (product, overflow) = (cursor.number(digits) ?? .max)
        .multipliedReportingOverflow(by: TimeLength.units[unit].milliseconds)
      let (sum, carry) = total.addingReportingOverflow(product)
      guard !overflow, !carry, cursor.number(digits) != nil else {
        throw GrammarError(
          "duration", at: parts.start..<cursor.index, "\(cursor.shown(parts.start..<cursor.index)) is too long",
          mend: "a duration has \(Int64.max) milliseconds at most, some 292 million years")
      }
      total = sum
    } while cursor.isAtDigit
    self.init(unchecked: total)
  }

  /// With the greatest units that it takes: `1h30m`; `0s` for no time.
  public var description: String {
    var rest = milliseconds
    var text = ""
    for unit in TimeLength.units where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.name)"
      rest %= unit.milliseconds
    }
    return text.isEmpty ? "0s" : text
  }

  /// Shorter is less.
  public static func < (left: TimeLength, right: TimeLength) -> Bool { left.milliseconds < right.milliseconds }

  /// How a length is written that is so many thousandths of a unit; `nil` where it is no whole number of milliseconds.
  static func written(thousandths: Int64, of unit: String) -> String? {
    guard let size = units.first(where: { $0.name == unit })?.milliseconds else { return nil }
    let (product, overflow) = thousandths.multipliedReportingOverflow(by: size)
    guard !overflow, product % 1000 == 0 else { return nil }
    return TimeLength(milliseconds: product / 1000)?.description
  }
}
