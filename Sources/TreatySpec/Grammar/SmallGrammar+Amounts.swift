extension SmallGrammar {
  /// A size in bytes: `64KiB`; `nil` also for none at all.
  public static func size(_ text: String) -> Int64? {
    let units: [Substring: Int64] = [
      "B": 1, "kB": 1_000, "KiB": 1_024, "MB": 1_000_000, "MiB": 1_048_576, "GB": 1_000_000_000, "GiB": 1_073_741_824,
    ]
    let digits = text.utf8.prefix(while: isDigit)
    guard !digits.isEmpty, let count = Int64(String(Substring(digits))), count > 0,
      let unit = units[Substring(text.utf8.dropFirst(digits.count))]
    else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? nil : bytes
  }

  /// A percentage as a share, from 0 to 1: `99.9%`.
  public static func percentage(_ text: String) -> Double? {
    guard text.utf8.last == UInt8(ascii: "%") else { return nil }
    let parts = text.utf8.dropLast().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.count <= 9 && $0.allSatisfy(isDigit) }),
      let percent = Double(Substring(text.utf8.dropLast())), percent <= 100
    else { return nil }
    return percent / 100
  }

  /// Whether a text leads from one side to the other: `desk -> vendor`.
  static func isDirection(_ text: String) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.count == 3 && words[1] == "->" && isName(String(words[0])) && isName(String(words[2]))
  }

  /// Whether a text is a path at which a host takes requests: it stands for itself, so there is nothing to escape in it.
  static func isPath(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "/") && !text.contains("//") && !text.contains("..")
      // `| 0x20` makes a capital letter small.
      && text.utf8.allSatisfy { isDigit($0) || isLower($0 | 0x20) || "._~/-".utf8.contains($0) }
  }

  /// Whether a text is an absolute address of the web.
  static func isWebAddress(_ text: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: { text.hasPrefix($0) }) else { return false }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    return !rest.prefix { !"/?#".utf8.contains($0) }.isEmpty && rest.allSatisfy { $0 > 32 && $0 < 127 }
  }
}
