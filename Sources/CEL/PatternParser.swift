/// Reads RE2's syntax (github.com/google/re2/wiki/Syntax), without what needs scripts of Unicode.
struct PatternParser {
  private typealias Failure = Pattern.Failure
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var flags = Flags()

  private struct Flags {
    var ignoresCase = false
    var dotMatchesNewline = false
    var isMultiline = false
  }

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func parseWhole() throws(Pattern.Failure) -> PatternTree {
    let tree = try choice()
    guard index == scalars.count else { throw Failure(message: "a `)` has no partner") }
    return tree
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    let wanted = Array(word.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func choice() throws(Pattern.Failure) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw Failure(message: "it is nested more than 200 deep") }
    // Flags that are set inside a group hold to its end.
    let outer = flags
    defer { flags = outer }
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(Pattern.Failure) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if take("\\Q") {
        while index < scalars.count, !take("\\E") {
          parts.append(literal(scalars[index].value))
          index += 1
        }
        continue
      }
      let part = try atom()
      parts.append(try repetition(of: part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repetition(of part: PatternTree) throws(Pattern.Failure) -> PatternTree {
    guard let (least, most) = try count() else { return part }
    _ = take("?")  // shortest or longest is of no account for whether something is found
    if let scalar = next, ["*", "+", "?"].contains(scalar) { throw Failure(message: "a repetition is repeated") }
    return .repeated(part, least: least, most: most)
  }

  private mutating func count() throws(Pattern.Failure) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = index
    guard take("{"), let least = number() else {
      index = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      index = start
      return nil
    }
    guard least <= 1000, most ?? 0 <= 1000, most.map({ $0 >= least }) ?? true else {
      throw Failure(message: "a count is over 1000, or the greater one stands first")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = index
    while let scalar = next, ("0"..."9").contains(scalar), index - start < 6 { index += 1 }
    return Int(String(String.UnicodeScalarView(scalars[start..<index])))
  }

  private func literal(_ value: UInt32) -> PatternTree {
    if flags.ignoresCase {
      return .set(ScalarSet(ranges: ScalarSet.variants(of: value).map { $0...$0 }, ignoresCase: true))
    }
    return .scalar(value)
  }

  private mutating func atom() throws(Pattern.Failure) -> PatternTree {
    guard let scalar = next else { return .empty }
    index += 1
    switch scalar {
    case ".": return .set(flags.dotMatchesNewline ? .any : .anyButNewline)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "(": return try group()
    case "[":
      var set = try bracket()
      set.ignoresCase = flags.ignoresCase
      return .set(set)
    case "\\": return try escape()
    case "*", "+", "?": throw Failure(message: "nothing stands before `\(scalar)`")
    default: return literal(scalar.value)
    }
  }

  private mutating func group() throws(Pattern.Failure) -> PatternTree {
    if take("?") {
      if take("P<")
        || (next == "<" && index + 1 < scalars.count && scalars[index + 1] != "=" && scalars[index + 1] != "!"
          && take("<"))
      {
        while let scalar = next, scalar != ">" { _ = scalar; index += 1 }
        guard take(">") else { throw Failure(message: "the name of a group is not closed") }
      } else if try setFlags() {
        return .empty
      }
    }
    let saved = flags
    let tree = try choice()
    flags = saved
    guard take(")") else { throw Failure(message: "a `(` has no partner") }
    return tree
  }

  /// - Returns: whether the flags stand alone, as in `(?i)`, and hold for what follows.
  private mutating func setFlags() throws(Pattern.Failure) -> Bool {
    var isOn = true
    while let scalar = next {
      index += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "m": flags.isMultiline = isOn
      case "U": break
      case "-": isOn = false
      case ":": return false
      case ")": return true
      case "=", "!", "<": throw Failure(message: "look-around is not linear and not in RE2")
      default: throw Failure(message: "`(?\(scalar)` is unknown")
      }
    }
    throw Failure(message: "a `(` has no partner")
  }

  // MARK: Sets

  private mutating func bracket() throws(Pattern.Failure) -> ScalarSet {
    var set = ScalarSet()
    set.isNegated = take("^")
    var isFirst = true
    while isFirst || next != "]" {
      guard let scalar = next else { throw Failure(message: "a `[` has no partner") }
      isFirst = false
      if scalar == "[", let named = try namedSet() {
        set.formUnion(named)
        continue
      }
      if scalar == "\\", let escaped = try classEscape() {
        set.formUnion(escaped)
        continue
      }
      let low = try setScalar()
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        set.ranges.append(low...low)
        continue
      }
      index += 1
      let high = try setScalar()
      guard low <= high else { throw Failure(message: "a range goes backwards") }
      set.ranges.append(low...high)
    }
    index += 1
    return set
  }

  private mutating func setScalar() throws(Pattern.Failure) -> UInt32 {
    guard let scalar = next else { throw Failure(message: "a `[` has no partner") }
    index += 1
    return scalar == "\\" ? try escapedScalar() : scalar.value
  }

  private static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [48...57, 65...90, 97...122], "alpha": [65...90, 97...122], "ascii": [0...127], "blank": [9...9, 32...32],
    "cntrl": [0...31, 127...127], "digit": [48...57], "graph": [33...126], "lower": [97...122], "print": [32...126],
    "punct": [33...47, 58...64, 91...96, 123...126], "space": [9...13, 32...32], "upper": [65...90],
    "word": [48...57, 65...90, 95...95, 97...122], "xdigit": [48...57, 65...70, 97...102],
  ]

  private mutating func namedSet() throws(Pattern.Failure) -> ScalarSet? {
    guard index + 1 < scalars.count, scalars[index + 1] == ":" else { return nil }
    guard let end = scalars[(index + 2)...].firstIndex(of: ":"), end + 1 < scalars.count, scalars[end + 1] == "]" else {
      return nil
    }
    var name = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard let ranges = PatternParser.named[name] else { throw Failure(message: "there is no set `[:\(name):]`") }
    index = end + 2
    return ScalarSet(ranges: ranges, isNegated: isNegated)
  }

  // MARK: Escapes

  private mutating func escape() throws(Pattern.Failure) -> PatternTree {
    index -= 1
    if let set = try classEscape() { return .set(set) }
    index += 1
    switch next {
    case "b": index += 1; return .assertion(.wordBoundary)
    case "B": index += 1; return .assertion(.noWordBoundary)
    case "A": index += 1; return .assertion(.textStart)
    case "z": index += 1; return .assertion(.textEnd)
    default: return literal(try escapedScalar())
    }
  }

  /// `\d` and its like, `\pL`, `\p{Lu}`; `nil`, with nothing taken, for any other escape.
  private mutating func classEscape() throws(Pattern.Failure) -> ScalarSet? {
    guard index + 1 < scalars.count else { return nil }
    let letter = scalars[index + 1]
    let plain: [Unicode.Scalar: ScalarSet] = ["d": .digit, "w": .word, "s": .space]
    if let set = plain[letter] {
      index += 2
      return set
    }
    if let lower = letter.properties.lowercaseMapping.unicodeScalars.first, var set = plain[lower] {
      index += 2
      set.isNegated = true
      return set
    }
    guard letter == "p" || letter == "P" else { return nil }
    index += 2
    var name = ""
    if take("{") {
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        index += 1
      }
      guard take("}") else { throw Failure(message: "`\\p{` is not closed") }
    } else if let scalar = next {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    let isInverted = name.hasPrefix("^")
    guard let categories = PatternParser.categories(isInverted ? String(name.dropFirst()) : name) else {
      throw Failure(message: "`\\p{\(name)}` is unknown here: general categories such as `L` and `Lu` are")
    }
    return ScalarSet(categories: [categories], isNegated: (letter == "P") != isInverted)
  }

  private static func categories(_ name: String) -> [Unicode.GeneralCategory]? {
    let all: [(String, Unicode.GeneralCategory)] = [
      ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
      ("Lo", .otherLetter),
      ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark), ("Nd", .decimalNumber),
      ("Nl", .letterNumber),
      ("No", .otherNumber), ("Pc", .connectorPunctuation), ("Pd", .dashPunctuation), ("Ps", .openPunctuation),
      ("Pe", .closePunctuation),
      ("Pi", .initialPunctuation), ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol),
      ("Sc", .currencySymbol),
      ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
      ("Zp", .paragraphSeparator),
      ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse), ("Cn", .unassigned),
    ]
    let found = all.filter { $0.0 == name || (name.count == 1 && $0.0.hasPrefix(name)) }.map { $0.1 }
    return found.isEmpty ? nil : found
  }

  /// The code point of an escape, behind its backslash.
  private mutating func escapedScalar() throws(Pattern.Failure) -> UInt32 {
    guard let letter = next else { throw Failure(message: "a backslash stands at the end") }
    index += 1
    let simple: [Unicode.Scalar: UInt32] = ["a": 7, "f": 12, "t": 9, "n": 10, "r": 13, "v": 11]
    if let value = simple[letter] { return value }
    switch letter {
    case "x":
      if take("{") {
        guard let end = scalars[index...].firstIndex(of: "}"), let code = hex(index..<end) else {
          throw Failure(message: "`\\x{` needs hex digits")
        }
        index = end + 1
        return code
      }
      guard index + 2 <= scalars.count, let code = hex(index..<index + 2) else {
        throw Failure(message: "`\\x` needs two hex digits")
      }
      index += 2
      return code
    case "0"..."7":
      var code = letter.value - 48
      var count = 1
      while count < 3, let digit = next, ("0"..."7").contains(digit) {
        code = code * 8 + digit.value - 48
        count += 1
        index += 1
      }
      // `\1` would be a back-reference.
      guard count > 1 || letter == "0" else { throw Failure(message: "back-references are not linear and not in RE2") }
      return code
    default:
      guard letter.value < 0x80, !letter.properties.isAlphabetic, !("0"..."9").contains(letter) else {
        throw Failure(message: "`\\\(letter)` is no escape of RE2")
      }
      return letter.value
    }
  }

  private func hex(_ range: Range<Int>) -> UInt32? {
    guard !range.isEmpty, range.count <= 8,
      let code = UInt32(String(String.UnicodeScalarView(scalars[range])), radix: 16),
      Unicode.Scalar(code) != nil
    else { return nil }
    return code
  }
}
