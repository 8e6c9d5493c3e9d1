/// A name of the user's, in kebab-case: `service-desk`. At most 100 bytes.
///
/// The grammar is `grammar/name.ebnf`.
public struct Name: GrammarValue, Comparable {
  /// The name.
  public let text: String

  /// Most bytes of a name.
  static let mostBytes = 100

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "name", "Kebab-case: words of small letters and digits, joined by single hyphens, a letter first; 100 at most.",
    symbol: "Name", in: "name", pattern: "[a-z][a-z0-9]*(-[a-z0-9]+)*", examples: ["service-desk"])

  /// Reads a name, such as `service-desk`.
  public init(parsing text: String) throws(GrammarError) {
    self = try Self.read(text, Self.init(from:)) { cursor in
      Name.meant(by: text).map { meant in
        GrammarError(
          "name", at: cursor.character,
          "\(cursor.isAtSpace ? "white space" : cursor.shown(cursor.character)) has no place in a name",
          mend: "write `\(meant)`", replacement: meant, of: 0..<cursor.bytes.count)
      }
    }
  }

  /// Reads one from here on, up to what cannot belong to it: a space, or one of `/.,;`.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    guard cursor.next.map(GrammarCursor.isLower) ?? false else { throw Name.badStart(cursor) }
    repeat {
      let word = cursor.take { GrammarCursor.isLower($0) || GrammarCursor.isDigit($0) }
      if word.isEmpty { throw Name.badHyphen(cursor, start) }
    } while cursor.take("-")
    guard cursor.isAtEnd || cursor.next.map(Name.isEnd) ?? false else { throw Name.badCharacter(cursor, start) }
    guard cursor.index - start <= Name.mostBytes else {
      throw GrammarError(
        "name", at: start + Name.mostBytes..<cursor.index, "the name is longer than \(Name.mostBytes) bytes",
        mend: "shorten it by \(cursor.index - start - Name.mostBytes)")
    }
    text = cursor.text(start..<cursor.index)
  }

  /// The name itself.
  public var description: String { text }

  /// By bytes.
  public static func < (left: Name, right: Name) -> Bool { left.text < right.text }

  /// The name that somebody who wrote `text` may have meant: `serviceDesk` and `Service Desk` are `service-desk`.
  static func meant(by text: String) -> String? {
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
    return isWord(name) && name.utf8.count <= mostBytes ? name : nil
  }

  /// Whether words joined by single hyphens make a name: what is looked for in a mistake must not look for a mistake.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.first.map(GrammarCursor.isLower) ?? false
      && text.utf8.allSatisfy {
        GrammarCursor.isLower($0) || GrammarCursor.isDigit($0) || $0 == UInt8(ascii: "-")
      }
  }
}

extension Name {
  private static let rule = "lower-case letters and digits, in words joined by single hyphens, a letter first"

  private static func isEnd(_ byte: UInt8) -> Bool { " /.,;".utf8.contains(byte) }

  /// What is wrong, with the name that may be meant in place of the word that begins at `start`.
  private static func wrong(
    _ cursor: GrammarCursor, _ range: Range<Int>, from start: Int, _ message: String
  ) -> GrammarError {
    let word = cursor.word(from: start, until: "/.,;")
    let meant = meant(by: cursor.text(word))
    return GrammarError(
      "name", at: range, message, mend: meant.map { "write `\($0)`" } ?? "names have \(rule)", replacement: meant,
      of: word)
  }

  private static func badStart(_ cursor: GrammarCursor) -> GrammarError {
    guard !cursor.isAtEnd, !(cursor.next.map(isEnd) ?? true) else {
      return GrammarError("name", at: cursor.character, "a name is missing here", mend: grammar.howToWrite)
    }
    return wrong(
      cursor, cursor.character, from: cursor.index,
      "a name begins with a lower-case letter, not with \(cursor.shown(cursor.character))")
  }

  private static func badHyphen(_ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    let hyphen = cursor.index - 1..<cursor.index
    return cursor.next == UInt8(ascii: "-")
      ? wrong(cursor, hyphen.lowerBound..<cursor.index + 1, from: start, "hyphens stand together in a name")
      : cursor.isAtEnd || cursor.next.map(isEnd) ?? false
        ? wrong(cursor, hyphen, from: start, "a name does not end with a hyphen")
        : badCharacter(cursor, start)
  }

  private static func badCharacter(_ cursor: GrammarCursor, _ start: Int) -> GrammarError {
    wrong(cursor, cursor.character, from: start, "\(cursor.shown(cursor.character)) has no place in a name")
  }
}
