import TreatySpec

extension Sense {
  static func schedule(_ text: String) -> Bool {
    var words = text.split(separator: " ").map(String.init)
    if words.count > 2, words[words.count - 2] == "in" { words.removeLast(2) }
    switch words[0] {
    case "every": return duration(words[1]) && words[1].contains { ("1"..."9").contains($0) }
    case "weekly": return days(words[2...].prefix { $0 != "at" }.joined())
    case "cron": return cron(words.dropFirst().joined(separator: " "))
    case "rrule": return recurrence(words[1])
    default: return true
    }
  }

  // MARK: Cron

  static func cron(_ text: String) -> Bool {
    guard !text.hasPrefix("@") else { return true }
    let fields = text.lowercased().split(separator: " ").map(String.init)
    let ranges = [0...59, 0...23, 1...31, 1...12, 0...6]
    guard
      zip(fields, ranges).allSatisfy({ field, all in
        field.split(separator: ",").allSatisfy { item($0, all) }
      })
    else { return false }
    if !fields[2].hasPrefix("*"), !fields[4].hasPrefix("*") { return true }
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return numbers(fields[3], 1...12).contains { month in
      numbers(fields[2], 1...31).contains { $0 <= lengths[month - 1] }
    }
  }

  /// First and last number and step of an item.
  private static func parts(_ item: some StringProtocol, _ all: ClosedRange<Int>) -> (Int, Int, Int) {
    let halves = item.split(separator: "/")
    let step = halves.count == 2 ? (halves[1].drop { $0 == "0" }.count > 4 ? 9999 : Int(halves[1]) ?? 9999) : 1
    if halves[0] == "*" { return (all.lowerBound, all.upperBound, step) }
    let ends = halves[0].split(separator: "-").map { number(String($0), all) }
    let isSunday = ends.count == 2 && halves[0].hasSuffix("sun") && ends[0] > 0
    return (ends[0], isSunday ? 7 : ends[ends.count - 1], step)
  }

  private static func number(_ text: String, _ all: ClosedRange<Int>) -> Int {
    let names =
      all.lowerBound == 1
      ? ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      : ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    return Int(text) ?? (names.firstIndex(of: text) ?? 0) + all.lowerBound
  }

  private static func item(_ item: Substring, _ all: ClosedRange<Int>) -> Bool {
    let (first, last, step) = parts(item, all)
    guard item.contains("/") else { return first <= last }
    return first <= last && step <= last - first
  }

  private static func numbers(_ field: String, _ all: ClosedRange<Int>) -> [Int] {
    field.split(separator: ",").flatMap { item in
      let (first, last, step) = parts(item, all)
      return Array(stride(from: first, through: last, by: step))
    }
  }

  // MARK: Recurrence rules

  /// All that `rrule.ebnf` lists, but whether the rule gives a time at all: that is held against another implementation, see
  /// `OccurrenceTests`. Here it counts as sense, and as none where the parser says so in as many words.
  static func recurrence(_ text: String) -> Bool {
    var parts: [String: String] = [:]
    for part in text.split(separator: ";") {
      let halves = part.split(separator: "=").map(String.init)
      guard parts.updateValue(halves[1], forKey: halves[0]) == nil else { return false }
    }
    guard let frequency = parts["FREQ"], areInRange(parts), areTogether(parts, frequency), isDated(parts) else {
      return false
    }
    do {
      _ = try RecurrenceRule(parsing: text)
    } catch {
      return error.message != "such a time never comes"
    }
    return true
  }

  private static func areInRange(_ parts: [String: String]) -> Bool {
    let isZero = { (text: String) in text.allSatisfy { $0 == "0" } }
    if let interval = parts["INTERVAL"], isZero(interval) { return false }
    if let count = parts["COUNT"], isZero(count) { return false }
    return (parts["BYSETPOS"] ?? "1").split(separator: ",").allSatisfy { (1...366).contains(abs(Int($0) ?? 0)) }
  }

  private static func areTogether(_ parts: [String: String], _ frequency: String) -> Bool {
    let has = { (name: String) in parts[name] != nil }
    if has("COUNT"), has("UNTIL") { return false }
    if !has("DTSTART"), has("COUNT") || Int(parts["INTERVAL"] ?? "1") != 1 { return false }
    if frequency == "WEEKLY", has("BYMONTHDAY") { return false }
    let ordinals = (parts["BYDAY"] ?? "").split(separator: ",").compactMap { Int($0.dropLast(2)) }
    if !ordinals.isEmpty {
      guard frequency == "MONTHLY" || frequency == "YEARLY" else { return false }
      let most = frequency == "MONTHLY" || has("BYMONTH") ? 5 : 53
      if ordinals.contains(where: { abs($0) > most }) { return false }
    }
    if has("BYSETPOS"), !["BYDAY", "BYMONTHDAY", "BYMONTH", "BYHOUR", "BYMINUTE"].contains(where: has) { return false }
    if has("DTSTART") || has("BYDAY") { return true }
    return ["HOURLY", "DAILY"].contains(frequency) || (frequency != "WEEKLY" && has("BYMONTHDAY"))
  }

  private static func isDated(_ parts: [String: String]) -> Bool {
    let moments = ["DTSTART", "UNTIL"].map { parts[$0] }
    for moment in moments {
      guard let moment else { continue }
      let digits = Array(moment)
      guard date("\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))") else { return false }
    }
    guard let start = moments[0], let until = moments[1] else { return true }
    let from = start.count == 8 ? start + "T0000" : String(start.prefix(13))
    let to = until.count == 8 ? until + "T2359" : String(until.prefix(13))
    return from <= to
  }
}
