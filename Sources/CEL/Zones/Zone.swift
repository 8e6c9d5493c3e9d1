/// A time zone of the tz database: which offset from UTC holds when.
///
/// The data is part of the program, so that an expression gives the same on every machine, with a system's zones or without.
struct Zone: Sendable {
  /// Moments in seconds since 1970 at which the offset changes, and the offsets that begin then. The first begins with time.
  private var changes: [Int64] = []
  private var offsets: [Int]
  /// What holds from the last change on.
  private let rule: Rule

  /// Seconds east of UTC at a moment.
  func offset(at moment: Int64) -> Int {
    if let last = changes.last, moment < last {
      var (low, high) = (0, changes.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if changes[middle] <= moment { low = middle + 1 } else { high = middle }
      }
      return offsets[low]
    }
    return moment < 0 && changes.isEmpty ? offsets[0] : rule.offset(at: moment)
  }

  /// The zone of a name such as `Europe/Berlin`, `US/Central` or `EST`.
  static func named(_ name: String) -> Zone? { all[name] }

  private static let all: [String: Zone] = {
    var zones: [String: Zone] = [:]
    for line in ZoneData.lines.split(separator: "\n") {
      let parts = line.split(separator: ";", omittingEmptySubsequences: false)
      guard parts.count == 4, let zone = Zone(offsets: parts[1], changes: parts[2], rule: parts[3]) else { continue }
      for name in parts[0].split(separator: " ") { zones[String(name)] = zone }
    }
    return zones
  }()

  /// The parts of a line; `Scripts/zones.py` says how they are written.
  private init?(offsets table: Substring, changes text: Substring, rule: Substring) {
    let table = table.split(separator: ",").compactMap { Int($0) }
    guard let first = table.first, let rule = Rule(rule) else { return nil }
    (offsets, self.rule) = ([first], rule)
    var minutes: Int64 = 0
    var difference: Int64 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        let index = Int(byte - UInt8(ascii: "A"))
        guard table.indices.contains(index) else { return nil }
        minutes += difference
        difference = 0
        changes.append(minutes * 60)
        offsets.append(table[index])
      case UInt8(ascii: "0")...UInt8(ascii: "9"): difference = difference * 36 + Int64(byte - UInt8(ascii: "0"))
      default: difference = difference * 36 + Int64(byte) - Int64(UInt8(ascii: "a")) + 10
      }
    }
  }
}

/// What a zone does every year.
private struct Rule: Sendable {
  /// A day such as the last Sunday in March, and a second of it.
  struct Change: Sendable {
    var month: Int
    /// From 1; 5 is the last.
    var week: Int
    /// From 0, Sunday.
    var weekday: Int
    /// Seconds after midnight; may lie on another day.
    var second: Int64

    /// Seconds since 1970, as a clock there shows them.
    func local(in year: Int) -> Int64 {
      let first = Civil.days(year: year, month: month, day: 1)
      let firstWeekday = Int(((first % 7) + 11) % 7)
      var day = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while day > Civil.days(in: month, of: year) { day -= 7 }
      return (first + Int64(day - 1)) * 86_400 + second
    }
  }

  let standard: Int
  /// Offset in summer, and when it begins and ends.
  let summer: (offset: Int, start: Change, end: Change)?

  /// `standard`, or `standard summer start end`.
  init?(_ text: Substring) {
    let words = text.split(separator: " ")
    guard let first = words.first, let standard = Int(first) else { return nil }
    self.standard = standard
    guard words.count == 4, let offset = Int(words[1]) else {
      summer = nil
      return
    }
    let days = words[2...].map { $0.split(separator: ".").compactMap { Int($0) } }
    guard days.allSatisfy({ $0.count == 4 }) else { return nil }
    let changes = days.map { Change(month: $0[0], week: $0[1], weekday: $0[2], second: Int64($0[3])) }
    summer = (offset, changes[0], changes[1])
  }

  func offset(at moment: Int64) -> Int {
    guard let summer else { return standard }
    let year = Civil(moment + Int64(standard)).year
    let start = summer.start.local(in: year) - Int64(standard)
    let end = summer.end.local(in: year) - Int64(summer.offset)
    // South of the equator summer lies around the new year.
    let isSummer = start < end ? (start..<end).contains(moment) : !(end..<start).contains(moment)
    return isSummer ? summer.offset : standard
  }
}
