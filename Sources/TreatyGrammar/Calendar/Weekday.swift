/// A day of the week, Monday first (ISO 8601).
public enum Weekday: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// Monday.
  case monday
  /// Tuesday.
  case tuesday
  /// Wednesday.
  case wednesday
  /// Thursday.
  case thursday
  /// Friday.
  case friday
  /// Saturday.
  case saturday
  /// Sunday.
  case sunday

  /// As the language writes it: `mon`.
  public var name: String { Weekday.names[rawValue] }

  /// As RFC 5545 writes it: `MO`.
  public var code: String { String(name.prefix(2)).uppercased() }

  /// The day so many days later, or earlier for less than 0.
  public func adding(_ days: Int) -> Weekday {
    let sum = (rawValue + days % 7 + 7) % 7
    return Weekday(rawValue: sum) ?? .monday
  }

  /// Days from this one on to the next of another; 0 to itself.
  func days(to other: Weekday) -> Int { (other.rawValue - rawValue + 7) % 7 }

  /// The day of a name; `nil` where there is none. Capitals do not count.
  init?(name: String) {
    guard let index = Weekday.names.firstIndex(of: name.lowercased()) else { return nil }
    self.init(rawValue: index)
  }

  /// The day of a code of RFC 5545.
  init?(code: String) {
    guard let day = Weekday.allCases.first(where: { $0.code == code }) else { return nil }
    self = day
  }

  /// The day that somebody means who writes `Monday`, `mo` or `Mon.`.
  init?(meantBy word: String) {
    let word = word.lowercased().filter { $0 != "." }
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    guard word.count > 1, let index = full.firstIndex(where: { $0.hasPrefix(word) || $0 + "s" == word }) else {
      return nil
    }
    self.init(rawValue: index)
  }

  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Monday is least.
  public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
