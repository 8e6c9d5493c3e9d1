import CRE2

/// RE2 says what is wrong in its own words; these are for who wrote the pattern.
extension Pattern.Failure {
  static let tooLong = Pattern.Failure(message: "it is too large: a pattern has at most \(Pattern.mostBytes) bytes")
  static let largeCount = Pattern.Failure(message: "a count goes to 1000: nothing is repeated more often")
  private static let tooLarge = Pattern.Failure(message: "it is too large: repeat less, or have fewer choices")

  /// Whether the pattern was too large for RE2.
  var isTooLarge: Bool { message == Pattern.Failure.tooLarge.message }

  /// The failure for what RE2 says of a part of a pattern.
  init(_ error: CRE2Error, part: [UInt8], of pattern: Text) {
    let part = Pattern.Failure.shown(part, of: pattern)
    switch error {
    case .none, .internal: self.init(message: "it could not be compiled")
    case .escape: self.init(message: Pattern.Failure.escape(part))
    case .class, .range: self.init(message: Pattern.Failure.range(part))
    // `[(]` and not `\(`, for a backslash needs another one in most texts of CEL.
    case .missingBracket: self.init(message: "`[` has no partner `]`: close it, or write `[[]` for the character")
    case .missingParenthesis: self.init(message: "`(` has no partner `)`: close it, or write `[(]` for the character")
    case .unexpectedParenthesis: self.init(message: "`)` has no partner `(`: write `[)]` for the character")
    case .trailingBackslash: self.init(message: "it ends in a single backslash: write `\\\\` for the character")
    case .repeatArgument:
      self.init(
        message: "nothing stands before `\(part)` to be repeated: write `[\(part.prefix(1))]` for the character")
    case .repeatSize: self = Pattern.Failure.count(part)
    case .repeatOperator:
      self.init(message: "`\(part)`: a repeat cannot be repeated; put the first one in `(?:…)`, or leave one out")
    case .perlOperator: self.init(message: Pattern.Failure.group(part))
    case .encoding: self.init(message: "it is not UTF-8")
    case .groupName: self.init(message: "`\(part)` names no group: write `(?P<name>…)`, with letters, digits and `_`")
    case .tooLarge: self = .tooLarge
    }
  }

  /// What RE2 underlines, as it was written: a `P` that we put in goes, and so does half a code point where RE2's words were cut.
  private static func shown(_ part: [UInt8], of pattern: Text) -> String {
    var text = String(decoding: part, as: UTF8.self)
    while text.unicodeScalars.last == "\u{FFFD}" { text.unicodeScalars.removeLast() }
    if text.hasPrefix("(?P<"), pattern.firstByteOffset(of: Text(text)) == nil { text = "(?" + text.dropFirst(3) }
    return text
  }

  private static func escape(_ part: String) -> String {
    guard let letter = part.unicodeScalars.dropFirst().first else { return "a backslash stands before nothing" }
    switch letter {
    case "1"..."9", "g", "k":
      return "`\(part)` is a back-reference, which RE2 has not: capture both places and compare what was captured"
    case "x": return "`\(part)` is no code point: write `\\x7F` or `\\x{10FFFF}`"
    case "u", "U": return "`\(part)` is no escape of RE2: write `\\x{20AC}` for a code point"
    case "d", "D", "s", "S", "w", "W", "p", "P": return "`\(part)` cannot be an end of a range: put `-` first or last"
    case "b", "B", "A", "z", "Q", "E": return "`\(part)` is no escape between `[` and `]`"
    default: break
    }
    let instead: [Unicode.Scalar: String] = [
      "Z": "`\\z` for the end of the text", "h": "`[ \\t]`", "R": "`\\r?\\n`", "N": "`[^\\n]`", "e": "`\\x1B`",
      "X": "`\\PM\\pM*`", "G": "`^`",
    ]
    let advice = instead[letter] ?? "`\(String(letter))` for the character itself"
    return "`\(part)` is no escape of RE2: write \(advice)"
  }

  private static func range(_ part: String) -> String {
    if part.hasPrefix("[:") {
      return "there is no set `\(part)`: there are `[:alpha:]`, `[:digit:]`, `[:space:]` and others"
    }
    guard part.hasPrefix("\\p") || part.hasPrefix("\\P") else {
      return "the range `\(part)` runs backwards: the smaller character stands first"
    }
    if part.count < 3 || part.dropFirst(2).hasPrefix("{") && !part.hasSuffix("}") {
      return "`\(part)` is not closed: write `\\p{Greek}` or `\\pL`"
    }
    return "there is no set `\(part)`: write a script such as `\\p{Greek}` or a category such as `\\p{Lu}`"
  }

  private static func count(_ part: String) -> Pattern.Failure {
    let counts = part.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
    if counts.contains(where: { $0 > 1000 }) { return largeCount }
    if counts.count == 2, counts[0] > counts[1] {
      return Pattern.Failure(
        message: "in `\(part)` the greater count stands first: write `{\(counts[1]),\(counts[0])}`")
    }
    return Pattern.Failure(message: "it is too large: with `\(part)`, repeats inside repeats come to more than 1000")
  }

  private static func group(_ part: String) -> String {
    switch part {
    case "(?=", "(?!", "(?<", "(?<=", "(?<!":
      return "`\(part)` is look-around, which RE2 has not: match what stands around too, and capture what is wanted"
    case "(?>": return "`(?>` is unknown: RE2 never goes back, so write `(?:`"
    case "(?#": return "`(?#` is unknown: RE2 has no comments"
    default: return "`\(part)` is unknown: after `(?` stand `:`, flags out of `imsU` with `:` or `)`, or `P<name>`"
    }
  }
}
