/// One of the five fields of a cron rule: a list of numbers, ranges and steps.
struct CronField: Hashable, Sendable, CustomStringConvertible {
  /// Which of the five.
  enum Kind: Int, CaseIterable, Hashable, Sendable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    /// As a person says it.
    var noun: String { ["minute", "hour", "day of the month", "month", "day of the week"][rawValue] }
    /// Numbers that may be written. Sunday is 0 and 7.
    var range: ClosedRange<Int> { [0...59, 0...23, 1...31, 1...12, 0...7][rawValue] }
    /// Numbers that `*` stands for.
    var all: ClosedRange<Int> { self == .dayOfWeek ? 0...6 : range }
    /// Names that may be written, the first for the least number.
    var names: [String] {
      switch self {
      case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
      default: []
      }
    }
  }

  /// What stands between commas.
  enum Item: Hashable, Sendable {
    /// `*`, or `*/5`.
    case all(step: Int)
    /// `1-5`, or `10-50/10`.
    case range(Int, Int, step: Int)
    /// `7`.
    case single(Int)
  }

  /// Which field it is.
  let kind: Kind
  /// What it lists; one at least.
  let items: [Item]
  /// A bit for each number in it; Sunday's is that of 0.
  let bits: UInt64

  init(_ kind: Kind, _ items: [Item]) {
    self.kind = kind
    self.items = items
    var bits: UInt64 = 0
    for item in items {
      for number in CronField.numbers(item, kind) {
        bits |= 1 << UInt64(kind == .dayOfWeek && number == 7 ? 0 : number)
      }
    }
    self.bits = bits
  }

  /// Whether the field lets every number through.
  var isFull: Bool { kind.all.allSatisfy(contains) }
  /// Whether it begins with `*`: what crontab(5) asks when it combines the two fields of days.
  var beginsWithStar: Bool {
    if case .all = items[0] { return true }
    return false
  }

  func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

  /// The numbers, the least first.
  var numbers: [Int] { kind.all.filter(contains) }

  private static func numbers(_ item: Item, _ kind: Kind) -> StrideThrough<Int> {
    switch item {
    case .all(let step): stride(from: kind.all.lowerBound, through: kind.all.upperBound, by: step)
    case .range(let first, let last, let step): stride(from: first, through: last, by: step)
    case .single(let number): stride(from: number, through: number, by: 1)
    }
  }

  /// With numbers for names: `0-59/15`, `1-5`.
  var description: String {
    items.map { item in
      switch item {
      case .all(let step): step == 1 ? "*" : "*/\(step)"
      case .range(let first, let last, let step): "\(first)-\(last)" + (step == 1 ? "" : "/\(step)")
      case .single(let number): "\(number)"
      }
    }.joined(separator: ",")
  }
}
