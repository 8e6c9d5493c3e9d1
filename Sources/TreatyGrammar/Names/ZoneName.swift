/// Name of a time zone in the IANA database: `Europe/Berlin`, `UTC`. Whether there is such a zone is not known here.
///
/// The grammar is `grammar/zone.ebnf`.
public struct ZoneName: GrammarValue {
  /// The name.
  public let text: String

  /// Most bytes of a name. The longest that there is has 32.
  private static let mostBytes = 100

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "time zone", "A name of the tz database.", symbol: "Zone", in: "zone",
    pattern: "[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*",
    examples: ["Europe/Berlin", "UTC"])

  /// Reads a zone's name, such as `Europe/Berlin`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    repeat {
      guard cursor.next.map(GrammarCursor.isUpper) ?? false else { throw ZoneName.badStart(cursor, start) }
      _ = cursor.take(while: ZoneName.isWithin)
    } while cursor.take("/")
    guard cursor.index - start <= ZoneName.mostBytes else {
      throw GrammarError(
        "time zone", at: start..<cursor.index, "no time zone has a name of more than \(ZoneName.mostBytes) bytes",
        mend: ZoneName.grammar.howToWrite)
    }
    text = cursor.text(start..<cursor.index)
  }

  /// The name itself.
  public var description: String { text }

  private static func isWithin(_ byte: UInt8) -> Bool {
    GrammarCursor.isLetter(byte) || GrammarCursor.isDigit(byte) || "_+-".utf8.contains(byte)
  }

  private static func isZone(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { $0.first.map(GrammarCursor.isUpper) ?? false && $0.allSatisfy(isWithin) }
  }

  private static func badStart(_ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    let word = cursor.word(from: start)
    let text = cursor.text(word)
    guard !cursor.isAtEndOfWord else {
      return GrammarError(
        "time zone", at: word.isEmpty ? word : cursor.index - 1..<cursor.index,
        word.isEmpty ? "a time zone is missing" : "a word is missing after `/`", mend: grammar.howToWrite)
    }
    if text.first == "+" || text.first == "-" || cursor.next.map(GrammarCursor.isDigit) == true {
      return GrammarError(
        "time zone", at: word, "\(cursor.shown(word)) is an offset, which changes in summer, not a time zone",
        mend: "name the place: `Europe/Berlin`, or `UTC`")
    }
    let meant = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { part in part.prefix(1).uppercased() + part.dropFirst() }.joined(separator: "/")
    let written = text.lowercased() == "utc" || text.lowercased() == "z" ? "UTC" : isZone(meant) ? meant : nil
    return GrammarError(
      "time zone", at: word, "a time zone begins with a capital letter, after a `/` too",
      mend: written.map { "write `\($0)`" } ?? grammar.howToWrite, replacement: written)
  }
}
