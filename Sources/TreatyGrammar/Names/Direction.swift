/// From one side of a sync to the other: `desk -> field-ops`.
///
/// The grammar is `grammar/direction.ebnf`.
public struct Direction: GrammarValue {
  /// The side that something comes from.
  public let from: Name
  /// The side that it goes to; another one.
  public let to: Name

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "direction", "From one side to the other, by the names that the sides have.", symbol: "Direction", in: "direction",
    pattern: "\(Name.grammar.part) +-> +\(Name.grammar.part)",
    examples: ["desk -> field-ops"])

  /// Reads a direction, such as `desk -> field-ops`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    // Without spaces the hyphen would belong to the name.
    from = try Direction.side(&cursor)
    let arrow = cursor
    guard cursor.takeSpaces(), cursor.take(word: "->") else { throw Direction.noArrow(arrow, from) }
    guard !cursor.isAtEnd else {
      throw GrammarError(
        "direction", at: cursor.index - 2..<cursor.index, "the other side is missing after `->`",
        mend: Self.grammar.howToWrite)
    }
    guard cursor.takeSpaces() else {
      throw GrammarError(
        "direction", at: cursor.index - 2..<cursor.index, "white space is missing after `->`", mend: "write `-> `",
        replacement: "-> ")
    }
    let second = cursor.index
    to = try Name(from: &cursor)
    if from == to {
      throw GrammarError(
        "direction", at: second..<cursor.index, "the direction leads from `\(from)` to itself",
        mend: "name the other side")
    }
  }

  private static func side(_ cursor: inout GrammarCursor) throws(GrammarError) -> Name {
    let word = cursor.word()
    guard let arrow = cursor.text(word).firstRange(of: "->") else { return try Name(from: &cursor) }
    let text = cursor.text(word)
    let place = word.lowerBound + text.utf8.distance(from: text.startIndex, to: arrow.lowerBound)
    throw GrammarError(
      "direction", at: place..<place + 2, "white space is missing around `->`", mend: "write ` -> `",
      replacement: " -> ")
  }

  private static func noArrow(_ cursor: GrammarCursor, _ from: Name) -> GrammarError {
    var sign = cursor
    _ = sign.takeSpaces()
    let word = sign.word()
    let isArrow = ["→", "=>", "-->", "to", ">", "–>"].contains(sign.text(word))
    return GrammarError(
      "direction", at: word, word.isEmpty ? "`->` and the other side are missing" : "`->` stands between the two sides",
      mend: isArrow ? "write `->`" : grammar.howToWrite, replacement: isArrow ? "->" : nil)
  }

  /// As it is written, with one space on each side of the arrow.
  public var description: String { "\(from) -> \(to)" }
}
