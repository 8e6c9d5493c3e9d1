/// Days, times of the day, and what comes again and again.
extension SmallGrammar {
  /// Whether a text is a day of the Gregorian calendar: `2026-12-24`.
  static func isDate(_ text: String) -> Bool { date(text[...]) != nil }

  /// Whether a text is a day, or days from one to another: `2026-12-24..2026-12-26`.
  static func isDateRange(_ text: String) -> Bool {
    guard text.utf8.count > 10 else { return isDate(text) }
    guard text.utf8.count == 22, text.dropFirst(10).hasPrefix("..") else { return false }
    guard let first = date(text.prefix(10)), let last = date(text.suffix(10)) else { return false }
    return first <= last
  }

  /// Whether a text is a moment by the clock on the wall: `2026-12-20T18:00`.
  static func isLocalTime(_ text: String) -> Bool {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, date(parts[0]) != nil else { return false }
    let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(time.count), let minute = clock(parts[1].prefix(5)), minute < 1_440 else { return false }
    return time.count == 2 && time[1].utf8.count == 2 || time.count == 3 && number(time[2], 0...59, digits: 2) != nil
  }

  /// Whether a text is hours of a week: `mon-fri 08:00-18:00`.
  static func isHours(_ text: String) -> Bool {
    // A space may follow a comma: the times stand after the last one.
    guard let space = text.lastIndex(of: " "), isDays(text[..<space]) else { return false }
    let times = text[space...].dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard times.count == 2, let from = clock(times[0]), let to = clock(times[1]) else { return false }
    return from < 1_440 && from != to
  }

  /// Whether a text says when something happens again and again.
  static func isSchedule(_ text: String) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    switch words.first {
    case "every": return words.count == 2 && duration(String(words[1])).map { $0 >= 1_000 } == true
    case "daily": return words.count == 3 && words[1] == "at" && isTimeOfDay(words[2])
    case "weekly":
      // A space may follow a comma between the days.
      return words.count >= 5 && words[1] == "on"
        && isDays(Substring(words[2..<words.count - 2].joined(separator: " ")))
        && words[words.count - 2] == "at" && isTimeOfDay(words[words.count - 1])
    case "cron":
      // crontab(5): 7 is Sunday as well.
      let bounds: [ClosedRange<Int>] = [0...59, 0...23, 1...31, 1...12, 0...7]
      return words.count == 6 && zip(words.dropFirst(), bounds).allSatisfy { isCronField($0, $1) }
    case "rrule": return words.count == 2 && isRecurrence(words[1])
    default: return false
    }
  }

  // MARK: Parts

  private static let weekdays: [Substring] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Days of the week: `mon-fri`, `sat, sun`.
  private static func isDays(_ text: Substring) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).enumerated().allSatisfy { index, part in
      let days = index > 0 && part.hasPrefix(" ") ? part.dropFirst() : part
      let ends = days.split(separator: "-", omittingEmptySubsequences: false)
      return (1...2).contains(ends.count) && ends.allSatisfy { weekdays.contains($0) }
    }
  }

  /// A day as a number that grows with time.
  private static func date(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], 1...9999, digits: 4),
      let month = number(parts[1], 1...12, digits: 2)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard let day = number(parts[2], 1...lengths[month - 1], digits: 2) else { return nil }
    return year * 10_000 + month * 100 + day
  }

  /// Minutes since midnight; 1440 for `24:00`.
  private static func clock(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], 0...24, digits: 2),
      let minute = number(parts[1], 0...59, digits: 2)
    else { return nil }
    let minutes = hour * 60 + minute
    return minutes <= 1_440 ? minutes : nil
  }

  private static func isTimeOfDay(_ text: Substring) -> Bool { clock(text).map { $0 < 1_440 } == true }

  private static func number(_ text: Substring, _ range: ClosedRange<Int>, digits: Int? = nil) -> Int? {
    guard !text.isEmpty, text.utf8.count <= digits ?? 4, text.utf8.allSatisfy(isDigit),
      digits == nil || text.utf8.count == digits, let value = Int(text), range.contains(value)
    else { return nil }
    return value
  }

  /// A field of crontab(5): `*`, `*/5`, `1-5`, `0,30`.
  private static func isCronField(_ text: Substring, _ range: ClosedRange<Int>) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
      let step = part.split(separator: "/", omittingEmptySubsequences: false)
      guard (1...2).contains(step.count), step.count == 1 || number(step[1], 1...range.upperBound) != nil else {
        return false
      }
      if step[0] == "*" { return true }
      let ends = step[0].split(separator: "-", omittingEmptySubsequences: false)
      let values = ends.compactMap { number($0, range) }
      guard values.count == ends.count else { return false }
      // A step counts within a range: after a single number it would say nothing.
      return values.count == 1 ? step.count == 1 : values.count == 2 && values[0] <= values[1]
    }
  }

  /// A recurrence rule: known parts, each once, with `FREQ` (RFC 5545 §3.3.10).
  private static func isRecurrence(_ text: Substring) -> Bool {
    let known: Set<Substring> = [
      "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
      "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
    ]
    let frequencies: Set<Substring> = ["MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    var found: [Substring: Substring] = [:]
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, known.contains(pair[0]), !pair[1].isEmpty,
        found.updateValue(pair[1], forKey: pair[0]) == nil
      else { return false }
    }
    return found["FREQ"].map { frequencies.contains($0) } == true && !(found["COUNT"] != nil && found["UNTIL"] != nil)
  }
}
