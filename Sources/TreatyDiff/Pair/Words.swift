import TreatyPlan

/// Amounts as specs write them.
enum Words {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// `1h30m`, `30d`.
  static func duration(_ milliseconds: Int64) -> String {
    var (left, text) = (milliseconds, "")
    for unit in units where left >= unit.milliseconds {
      text += "\(left / unit.milliseconds)\(unit.name)"
      left %= unit.milliseconds
    }
    return text.isEmpty ? "0s" : text
  }

  /// `10/s`.
  static func rate(_ perSecond: Double) -> String { "\(number(perSecond))/s" }

  /// `10%`.
  static func percentage(_ share: Double) -> String { "\(number((share * 1_000).rounded() / 10))%" }

  /// Without a fraction where it has none.
  static func number(_ number: Double) -> String {
    Int64(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}

extension Constant {
  /// As a person reads it: a text without quotes.
  var words: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let text): text
    }
  }
}

extension PlannedArchive {
  /// How long it is kept, in milliseconds.
  var keep: Int64 { keepMilliseconds ?? .max }

  /// That, as a person reads it.
  var keepWords: String { keepMilliseconds.map { Words.duration($0) } ?? "for ever" }
}
