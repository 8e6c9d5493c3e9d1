import CEL

/// A part of a name of other letters than those of ASCII: which letters it may have (RFC 5892), and where (RFC 5891 §4.2.3).
enum DomainLabel {
  static func isValid(_ scalars: [Unicode.Scalar]) -> Bool {
    guard let first = scalars.first, let last = scalars.last, first != "-", last != "-" else { return false }
    if scalars.count > 3, scalars[2] == "-", scalars[3] == "-" { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    for place in scalars.indices {
      switch status(of: scalars[place]) {
      case .allowed: break
      case .inContext: guard isInContext(scalars, place) else { return false }
      case .refused: return false
      }
    }
    return true
  }

  private enum Status {
    case allowed, inContext, refused
  }

  /// Letters that rules would place wrongly (RFC 5892 §2.6).
  private static let exceptions: [UInt32: Status] = [
    0xDF: .allowed, 0x3C2: .allowed, 0x6FD: .allowed, 0x6FE: .allowed, 0xF0B: .allowed, 0x3007: .allowed,
    0xB7: .inContext, 0x375: .inContext, 0x5F3: .inContext, 0x5F4: .inContext, 0x30FB: .inContext,
    0x640: .refused, 0x7FA: .refused, 0x302E: .refused, 0x302F: .refused, 0x3031: .refused, 0x3032: .refused,
    0x3033: .refused, 0x3034: .refused, 0x3035: .refused, 0x303B: .refused,
  ]

  /// The derived property (RFC 5892 §3).
  private static func status(of scalar: Unicode.Scalar) -> Status {
    if let exception = exceptions[scalar.value] { return exception }
    switch scalar.value {
    // Arabic-Indic digits of both kinds, and the joiners.
    case 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D: return .inContext
    // Letters of old Hangul; marks and musical symbols of blocks that are not for names.
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB, 0x20D0...0x20FF, 0x1D100...0x1D1FF,
      0x1D200...0x1D24F:
      return .refused
    case 0...0x7F:
      let isPart =
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "-"
      return isPart ? .allowed : .refused
    default: break
    }
    let properties = scalar.properties
    // What is another letter in disguise would not survive being sent.
    if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint || properties.isWhitespace
      || properties.isNoncharacterCodePoint
    {
      return .refused
    }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark,
      .spacingMark:
      return .allowed
    default: return .refused
    }
  }

  /// The rules of RFC 5892, appendix A.
  private static func isInContext(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    let before = place > 0 ? scalars[place - 1] : nil
    let after = place + 1 < scalars.count ? scalars[place + 1] : nil
    switch scalars[place].value {
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.map { Scripts.isGreek($0) } ?? false
    case 0x5F3, 0x5F4: return before.map { Scripts.isHebrew($0) } ?? false
    case 0x30FB: return scalars.contains { Scripts.isJapanese($0) }
    case 0x660...0x669: return !scalars.contains { (0x6F0...0x6F9).contains($0.value) }
    case 0x6F0...0x6F9: return !scalars.contains { (0x660...0x669).contains($0.value) }
    case 0x200D: return before?.properties.canonicalCombiningClass == .virama
    case 0x200C: return before?.properties.canonicalCombiningClass == .virama || joins(scalars, place)
    default: return false
    }
  }

  /// Whether letters on both sides of a place join each other.
  private static func joins(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    guard let left = scalars[..<place].last(where: { !JoiningType.isTransparent($0) }),
      let right = scalars[(place + 1)...].first(where: { !JoiningType.isTransparent($0) })
    else { return false }
    return JoiningType.joinsNext(left) && JoiningType.joinsPrevious(right)
  }
}

/// Scripts of letters, which RE2 knows.
private enum Scripts {
  static func isGreek(_ scalar: Unicode.Scalar) -> Bool { isFound(scalar, greek) }
  static func isHebrew(_ scalar: Unicode.Scalar) -> Bool { isFound(scalar, hebrew) }
  static func isJapanese(_ scalar: Unicode.Scalar) -> Bool { isFound(scalar, japanese) }

  private static let greek = pattern("\\p{Greek}")
  private static let hebrew = pattern("\\p{Hebrew}")
  private static let japanese = pattern("[\\p{Hiragana}\\p{Katakana}\\p{Han}]")

  private static func pattern(_ source: String) -> Pattern? {
    var steps = Int.max
    // These patterns are ours, and tests search with each.
    return try? Pattern(Text(source), &steps)
  }

  private static func isFound(_ scalar: Unicode.Scalar, _ pattern: Pattern?) -> Bool {
    var steps = Int.max
    return Text(String(Character(scalar))).withBytes { pattern?.isFound(in: $0, &steps) ?? false }
  }
}
