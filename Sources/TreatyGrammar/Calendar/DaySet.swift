/// Some days of the week, one at least: `mon-fri`, `sat, sun`, `mon`.
///
/// The grammar is `grammar/days.ebnf`.
public struct DaySet: GrammarValue {
  /// A bit for each day, Monday's the lowest.
  private let bits: UInt8

  /// All seven.
  public static let all = DaySet(bits: 0x7F)

  /// These days; `nil` for none.
  public init?(_ days: some Sequence<Weekday>) {
    let bits = days.reduce(into: UInt8(0)) { $0 |= 1 << UInt8($1.rawValue) }
    guard bits != 0 else { return nil }
    self.bits = bits
  }

  private init(bits: UInt8) { self.bits = bits }

  /// Whether a day is one of them.
  public func contains(_ day: Weekday) -> Bool { bits & (1 << UInt8(day.rawValue)) != 0 }

  /// How many they are, 1 to 7.
  public var count: Int { bits.nonzeroBitCount }

  /// The days, Monday first.
  public var days: [Weekday] { Weekday.allCases.filter(contains) }

  /// Whether some day is in both.
  public func overlaps(_ other: DaySet) -> Bool { bits & other.bits != 0 }

  /// Days from each to the next of them, a week for a single one.
  var gaps: [Int] {
    days.map { day in (1...7).first { contains(day.adding($0)) } ?? 7 }
  }

  // MARK: Text

  private static let dayPattern = "(mon|tue|wed|thu|fri|sat|sun)"
  private static let itemPattern = "\(dayPattern)(-\(dayPattern))?"

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "days", "Days of the week.", phrase: "days of the week", symbol: "DaySet", in: "days",
    pattern: "\(itemPattern)(, *\(itemPattern))*",
    examples: ["mon-fri", "sat, sun", "mon"])

  /// Reads days of the week, such as `mon-fri`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads some from here on.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    var bits: UInt8 = 0
    let begin = cursor.index
    repeat {
      if bits != 0 { _ = cursor.takeSpaces() }
      let start = cursor.index
      let first = try DaySet.day(&cursor, from: begin)
      var last = first
      if cursor.take("-") {
        last = try DaySet.day(&cursor, from: begin)
        if first == last {
          throw GrammarError(
            "days", at: start..<cursor.index, "`\(first.name)` is named as the first and the last day",
            mend: "write `\(first.name)`", replacement: first.name)
        }
      }
      for offset in 0...first.days(to: last) {
        let day = first.adding(offset)
        guard bits & (1 << UInt8(day.rawValue)) == 0 else {
          throw GrammarError(
            "days", at: start..<cursor.index, "`\(day.name)` is named twice", mend: "leave out one of the two")
        }
        bits |= 1 << UInt8(day.rawValue)
      }
    } while cursor.take(",")
    if let more = DayMistake.continued(cursor) { throw more }
    self.bits = bits
  }

  /// Goes over the name of a day.
  private static func day(_ cursor: inout GrammarCursor, from start: Int) throws(GrammarError) -> Weekday {
    let word = cursor.take(while: { GrammarCursor.isLetter($0) || $0 >= 0x80 })
    let text = cursor.text(word)
    guard let day = Weekday.allCases.first(where: { $0.name == text }) else {
      throw DayMistake.unknown(cursor, word, from: start)
    }
    return day
  }

  /// Three or more in a row as a range: `mon-fri`, `sat, sun`, `fri-mon`.
  public var description: String {
    guard bits != DaySet.all.bits else { return "mon-sun" }
    // A row that goes over Sunday begins before it.
    var start = Weekday.monday
    if contains(.sunday), contains(.monday) {
      start = .sunday
      while contains(start.adding(-1)) { start = start.adding(-1) }
    }
    var items: [String] = []
    var offset = 0
    while offset < 7 {
      let day = start.adding(offset)
      let length = (0..<7 - offset).first { !contains(day.adding($0)) } ?? 7 - offset
      if length > 2 {
        items.append("\(day.name)-\(day.adding(length - 1).name)")
      } else {
        items += (0..<length).map { day.adding($0).name }
      }
      offset += max(1, length)
    }
    return items.joined(separator: ", ")
  }
}
