extension VersionRange {
  /// The longer go first.
  private static let byLength: [Relation] = [.atLeast, .atMost, .more, .less, .equal, .compatible]

  /// Goes over a relation.
  static func relation(_ cursor: inout GrammarCursor) throws(GrammarError) -> Relation {
    for relation in byLength {
      var after = cursor
      guard relation.rawValue.allSatisfy({ after.take($0) }) else { continue }
      cursor = after
      return relation
    }
    throw noRelation(cursor)
  }

  /// Goes over a version.
  static func version(_ cursor: inout GrammarCursor, after relation: Relation) throws(GrammarError) -> Version {
    if cursor.isAtSpace {
      let start = cursor.index
      _ = cursor.takeSpaces()
      guard cursor.isAtEnd else {
        throw wrong(
          start..<cursor.index, "white space stands between `\(relation.rawValue)` and its version",
          mend: "leave it out", replacement: "")
      }
      cursor.move(to: start)
    }
    guard !cursor.isAtEnd else {
      throw wrong(
        cursor.index - relation.rawValue.utf8.count..<cursor.index, "a version is missing after `\(relation.rawValue)`",
        mend: grammar.howToWrite)
    }
    if cursor.next == UInt8(ascii: "=") || cursor.next == UInt8(ascii: ">") {
      let sign = cursor.index - relation.rawValue.utf8.count..<cursor.index + 1
      let isDouble = cursor.text(sign) == "=="
      throw wrong(
        sign, "\(cursor.shown(sign)) is not a relation",
        mend: isDouble ? "write `=`" : "relations are `>=`, `<=`, `>`, `<`, `=` and `^`",
        replacement: isDouble ? "=" : nil)
    }
    let start = cursor.index
    let word = cursor.word()
    if let place = cursor.bytes[word].firstIndex(where: { ",;|&".utf8.contains($0) }) {
      throw separated(cursor, at: place)
    }
    if let wild = wildcard(cursor.text(word)), relation == .equal || relation == .compatible {
      throw wrong(
        start - 1..<word.upperBound, "\(cursor.shown(word)) stands for many versions", mend: "write `\(wild)`",
        replacement: wild)
    }
    return try Version(from: &cursor)
  }

  /// Two bounds that something other than white space stands between.
  private static func separated(_ cursor: GrammarCursor, at place: Int) -> GrammarError {
    let isEither = cursor.bytes[place] == UInt8(ascii: "|")
    return wrong(
      place..<place + 1,
      isEither ? "a range is one stretch, without `||`" : "white space stands between bounds, and nothing else",
      mend: isEither
        ? "say the first and the last version: `>=5.0 <7`" : "leave out \(cursor.shown(place..<place + 1))",
      replacement: isEither ? nil : place + 1 < cursor.bytes.count && cursor.bytes[place + 1] != 0x20 ? " " : "")
  }

  static func empty(_ cursor: GrammarCursor, _ range: Range<Int>, _ bounds: [Bound]) -> GrammarError {
    let last = bounds[bounds.count - 1]
    guard bounds.count > 1 else {
      return wrong(range, "no version is in `\(last)`", mend: "write `>=` or another version")
    }
    let other = bounds.dropLast().first { !$0.alone.overlaps(last.alone) } ?? bounds[0]
    return wrong(
      range, "no version is in this range: `\(other)` and `\(last)` exclude each other",
      mend: "all bounds of a range must hold; correct one")
  }

  private static func noRelation(_ cursor: GrammarCursor) -> GrammarError {
    let word = cursor.word()
    let text = cursor.text(word)
    if text == "||" || text == "|" || text == "or" {
      return wrong(
        word, "a range is one stretch, without \(cursor.shown(word))",
        mend: "say the first and the last version: `>=5.0 <7`")
    }
    if text == "-" || text == "&&" || text == "and" || text == "," {
      return wrong(
        word, "white space stands between bounds, and nothing else",
        mend: text == "-" ? "write `>=1.2 <=2.0` for 1.2 to 2.0" : "leave out \(cursor.shown(word))")
    }
    if text == "*" || text.lowercased() == "x" || text == "any" || text == "latest" {
      return wrong(word, "\(cursor.shown(word)) is not a range", mend: "leave the key out where any version will do")
    }
    if text.hasPrefix("~") {
      let number = text.drop { $0 == "~" || $0 == ">" || $0 == "=" }
      let written = Version(String(number)).map(patchRange)
      return wrong(
        word, "`~` is not a relation", mend: written.map { "write `\($0)`" } ?? grammar.howToWrite,
        replacement: written)
    }
    if let wild = wildcard(text) {
      return wrong(word, "\(cursor.shown(word)) stands for many versions", mend: "write `\(wild)`", replacement: wild)
    }
    if Version(text) != nil {
      return wrong(
        word, "`\(text)` does not say how versions stand to it",
        mend: "write `=\(text)` for that one, `^\(text)` for what is compatible with it, or `>=\(text)`")
    }
    return wrong(
      cursor.isAtEnd ? word : cursor.character, "a bound begins with `>=`, `<=`, `>`, `<`, `=` or `^`",
      mend: grammar.howToWrite)
  }

  /// What `~1.2.3` means elsewhere: as far as the first number but one.
  private static func patchRange(_ version: Version) -> String {
    let limit =
      version.writtenNumbers == 1 ? "\(version.number(0) + 1)" : "\(version.number(0)).\(version.number(1) + 1)"
    return ">=\(version) <\(limit)"
  }

  /// What `1.x` and `1.2.*` mean elsewhere.
  private static func wildcard(_ text: String) -> String? {
    let parts = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.prefix { $0.utf8.allSatisfy(GrammarCursor.isDigit) && $0.utf8.count <= Version.mostDigits }
      .compactMap { Int($0) }
    let rest = parts.dropFirst(numbers.count)
    guard (1...2).contains(numbers.count), !rest.isEmpty, rest.allSatisfy({ $0 == "x" || $0 == "*" }) else {
      return nil
    }
    let limit = numbers.count == 1 ? "\(numbers[0] + 1)" : "\(numbers[0]).\(numbers[1] + 1)"
    return ">=\(numbers.map(String.init).joined(separator: ".")) <\(limit)"
  }

  private static func wrong(
    _ range: Range<Int>, _ message: String, mend: String, replacement: String? = nil
  ) -> GrammarError {
    GrammarError("version range", at: range, message, mend: mend, replacement: replacement)
  }
}

extension VersionRange.Bound {
  /// The range of this bound alone.
  fileprivate var alone: VersionRange { VersionRange(bounds: [self], least: least, limit: limit) }
}
