import TreatySpec

/// What the EBNF files list under *Besides*, written apart from the parsers and without regard to speed. Each is asked only about
/// sentences of its grammar.
enum Sense {
  private static let most = UInt128(Int64.max)

  /// Numbers with what follows each: `1h30m` has 1 `h` and 30 `m`.
  private static func amounts(_ text: String) -> [(number: UInt128, unit: String)] {
    var found: [(UInt128, String)] = []
    var rest = text[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber }
      let unit = rest.dropFirst(digits.count).prefix { !$0.isNumber }
      // A sentence may have more digits than any number.
      let significant = digits.drop { $0 == "0" }
      found.append((significant.count > 20 ? most * 2 : UInt128(digits) ?? most * 2, String(unit)))
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return found
  }

  static func duration(_ text: String) -> Bool { milliseconds(text) <= most }

  private static func milliseconds(_ text: String) -> UInt128 {
    let units: [String: UInt128] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1]
    return amounts(text).reduce(0) { $0 + $1.number * (units[$1.unit] ?? 0) }
  }

  static func rate(_ text: String) -> Bool { amounts(text).allSatisfy { $0.number <= most } }

  static func size(_ text: String) -> Bool {
    let units: [String: UInt128] = [
      "B": 1, "kB": 1000, "KiB": 1024, "MB": 1_000_000, "MiB": 1 << 20, "GB": 1_000_000_000, "GiB": 1 << 30,
    ]
    return amounts(text).allSatisfy { $0.number * (units[$0.unit] ?? 0) <= most }
  }

  static func percentage(_ text: String) -> Bool {
    let digits = text.dropLast().split(separator: ".")
    let whole = digits[0].drop { $0 == "0" }
    guard whole.count <= 3, let number = Int(whole.isEmpty ? "0" : whole) else { return false }
    return number < 100 || (number == 100 && (digits.count == 1 || digits[1].allSatisfy { $0 == "0" }))
  }

  static func name(_ text: String) -> Bool {
    text.split(whereSeparator: { $0 == "/" || $0 == "." }).allSatisfy { $0.utf8.count <= 100 }
  }

  static func direction(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return words[0] != words[2] && words[0].utf8.count <= 100 && words[2].utf8.count <= 100
  }

  // MARK: Versions

  /// Whether one of the versions beside the bounds lies in all of them: of a stretch the first does, if any.
  static func versionRange(_ text: String) -> Bool {
    let bounds = text.split(separator: " ").map { word in
      let relation = word.prefix { "<>=^".contains($0) }
      return (String(relation), String(word.dropFirst(relation.count)))
    }
    let candidates = bounds.flatMap { [$0.1, next(after: $0.1)] } + ["0.0.0-0"]
    return candidates.compactMap { Version($0) }.contains { candidate in
      bounds.allSatisfy { holds(candidate, $0.0, $0.1) }
    }
  }

  private static func holds(_ version: Version, _ relation: String, _ text: String) -> Bool {
    guard let bound = Version(text) else { return false }
    let isBelow = { (limit: Version) in
      version < limit && !(limit.preRelease.isEmpty && Version(release(version.description)) == limit)
    }
    switch relation {
    case ">=": return version >= bound
    case "<=": return version <= bound
    case ">": return version > bound
    case "<": return isBelow(bound)
    case "=": return version == bound
    default:
      guard version >= bound else { return false }
      let numbers = release(text).split(separator: ".").compactMap { Int($0) }
      let place = numbers.firstIndex { $0 > 0 } ?? numbers.count - 1
      // Compatible: alike up to the first number that is not 0.
      return (0...place).allSatisfy { self.number(version, $0) == numbers[$0] }
    }
  }

  private static func number(_ version: Version, _ place: Int) -> Int {
    place < version.numbers.count ? version.numbers[place] : 0
  }

  private static func release(_ text: String) -> String { String(text.prefix { $0 != "-" && $0 != "+" }) }

  /// The version right after another.
  private static func next(after text: String) -> String {
    let withoutBuild = String(text.prefix { $0 != "+" })
    if withoutBuild.contains("-") { return withoutBuild + ".0" }
    var numbers = withoutBuild.split(separator: ".").compactMap { Int($0) }
    while numbers.count < 4 { numbers.append(0) }
    for place in [3, 2, 1, 0] {
      if numbers[place] < 999_999_999 {
        numbers[place] += 1
        break
      }
      numbers[place] = 0
    }
    return numbers.map(String.init).joined(separator: ".") + "-0"
  }

  // MARK: Calendar

  static func date(_ text: String) -> Bool {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let lengths = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return parts[0] > 0 && parts[2] <= lengths[parts[1] - 1]
  }

  static func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }

  static func path(_ text: String) -> Bool {
    !text.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }

  /// Behind the last `until` that a digit follows stands a day that there is.
  static func allow(_ text: String) -> Bool {
    let ends = text.matches(of: /(?:^|[^A-Za-z0-9])until[\t-\r ]+([0-9][^\t-\r ,;)]*)/)
    guard var day = ends.last?.1 else { return true }
    if day.hasSuffix(".") { day = day.dropLast() }
    guard day.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else { return false }
    return (1...12).contains(Int(day.dropFirst(5).prefix(2)) ?? 0) && !day.hasSuffix("-00") && date(String(day))
  }

  static func dateRange(_ text: String) -> Bool {
    let days = text.split(separator: ".").map(String.init)
    return days.allSatisfy(date) && days[0] <= days[days.count - 1]
  }

  static func localDateTime(_ text: String) -> Bool { date(String(text.prefix(10))) }

  private static let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  static func days(_ text: String) -> Bool {
    var seen: Set<Int> = []
    for item in text.split(separator: ",") {
      let ends = item.filter { $0 != " " }.split(separator: "-").compactMap { week.firstIndex(of: String($0)) }
      if ends.count == 2, ends[0] == ends[1] { return false }
      var day = ends[0]
      while true {
        if !seen.insert(day).inserted { return false }
        if day == ends[ends.count - 1] { break }
        day = (day + 1) % 7
      }
    }
    return true
  }

  static func weeklyHours(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    let hours = words[words.count - 1].split(separator: "-")
    return days(words.dropLast().joined()) && hours[0] != hours[1]
  }
}
