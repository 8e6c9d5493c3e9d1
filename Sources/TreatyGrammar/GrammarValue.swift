/// A value that one of the language's small grammars reads.
///
/// `description` is its canonical form: it reads again to the same value.
public protocol GrammarValue: Hashable, Sendable, CustomStringConvertible {
  /// What there is to say about the grammar.
  static var grammar: SmallGrammar { get }

  /// Reads a text, all of it.
  /// - Throws: ``GrammarError`` that says which part is wrong, and how to write it.
  init(parsing text: String) throws(GrammarError)
}

extension GrammarValue {
  /// Reads a text; `nil` where it is not one of these. For those who need no reason.
  public init?(_ text: String) {
    do {
      self = try Self(parsing: text)
    } catch {
      return nil
    }
  }

  /// Reads all of a text by what reads a part of one, and says what every grammar says alike: that nothing stands there, that white
  /// space stands around it, that it goes on where it should end. Where `rest` knows better what is wrong with what is left, it says so.
  static func read(
    _ text: String, _ read: (inout GrammarCursor) throws(GrammarError) -> Self,
    rest: (GrammarCursor) -> GrammarError? = { _ in nil }
  ) throws(GrammarError) -> Self {
    var cursor = GrammarCursor(text)
    let content = cursor.content
    guard !content.isEmpty else {
      throw GrammarError(
        grammar.noun, at: 0..<cursor.bytes.count, "\(grammar.phrase) should stand here, and nothing does",
        mend: grammar.howToWrite)
    }
    guard content.count == cursor.bytes.count else {
      let isBefore = content.lowerBound > 0
      throw GrammarError(
        grammar.noun, at: isBefore ? 0..<content.lowerBound : content.upperBound..<cursor.bytes.count,
        "white space stands \(isBefore ? "before" : "after") the \(grammar.noun)", mend: "leave it out",
        replacement: cursor.text(content), of: 0..<cursor.bytes.count)
    }
    let value = try read(&cursor)
    guard !cursor.isAtEnd else { return value }
    if let error = rest(cursor) { throw error }
    _ = cursor.takeSpaces()
    let rest = cursor.rest()
    throw GrammarError(
      grammar.noun, at: rest, "\(cursor.shown(rest)) has no place after the \(grammar.noun)", mend: grammar.howToWrite)
  }
}
