/// The small grammars of the language, each read in one place. Their EBNF is in `grammar/`.
public enum SmallGrammar {
  /// Whether a text is a name: kebab-case, a letter first.
  public static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 100, let first = text.utf8.first, isLower(first) else { return false }
    return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy { isLower($0) || isDigit($0) } }
  }

  /// The name that somebody who wrote `text` may have meant.
  public static func kebab(_ text: String) -> String? {
    var words: [String] = [""]
    var previousIsLower = false
    for character in text.unicodeScalars {
      if character.properties.isAlphabetic || ("0"..."9").contains(character) {
        if character.properties.isUppercase, previousIsLower { words.append("") }
        words[words.count - 1] += String(character).lowercased()
        previousIsLower = !character.properties.isUppercase
      } else {
        words.append("")
        previousIsLower = false
      }
    }
    let name = words.filter { !$0.isEmpty }.joined(separator: "-")
    return isName(name) ? name : nil
  }

  /// Pattern of a duration, for editors.
  public static let durationPattern = "^([0-9]+(ms|s|m|h|d))+$"

  /// A duration in milliseconds: whole numbers with units, the greater unit first, each at most once: `1h30m`.
  public static func duration(_ text: String) -> Int64? {
    let units: [(name: String, milliseconds: Int64)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
    var rest = text.utf8[...]
    var next = 0
    var total: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix(while: isDigit)
      guard !digits.isEmpty, let count = Int64(String(Substring(digits))) else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = Substring(rest.prefix { !isDigit($0) })
      guard let unit = units[next...].firstIndex(where: { $0.name == letters }) else { return nil }
      rest = rest.dropFirst(letters.utf8.count)
      next = unit + 1
      let (part, overflow) = count.multipliedReportingOverflow(by: units[unit].milliseconds)
      let (sum, carry) = total.addingReportingOverflow(part)
      guard !overflow, !carry else { return nil }
      total = sum
    }
    return total
  }

  /// A duration as somebody would write it.
  public static func words(_ milliseconds: Int64) -> String {
    var rest = milliseconds
    var text = ""
    for (unit, size) in [("d", Int64(86_400_000)), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
    where rest >= size {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    return text.isEmpty ? "0s" : text
  }

  /// Pattern of a rate, for editors.
  public static let ratePattern = "^[0-9]+/(s|min|h|d)$"

  /// A rate in calls a second; `nil` also for none at all.
  public static func rate(_ text: String) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let seconds: [Substring: Double] = ["s": 1, "min": 60, "h": 3_600, "d": 86_400]
    guard parts.count == 2, parts[0].utf8.allSatisfy(isDigit), let count = Int(parts[0]), count > 0,
      let unit = seconds[parts[1]]
    else { return nil }
    return Double(count) / unit
  }

  /// Whether a text is a package's name: `owner/name`, each kebab-case.
  public static func isPackageName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { isName(String($0)) }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
}
