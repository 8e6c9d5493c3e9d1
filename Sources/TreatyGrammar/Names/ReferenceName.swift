/// A name of something declared elsewhere, taken apart: `patient`, `service-desk.ticket`, `shared/service-desk.ticket`,
/// `incident.severity`, `policies.retry.patient`. What it stands for, and so how many parts it must have, others know.
///
/// The grammar is `grammar/reference.ebnf`.
public struct ReferenceName: GrammarValue {
  /// A part, and where it stands.
  public struct Part: Hashable, Sendable {
    /// What is written.
    public let text: String
    /// Its bytes in the whole.
    public let range: Range<Int>
  }

  /// Alias of the package that it is declared in; `nil` where it is seen without one.
  public let alias: Part?
  /// What stands between dots: one at least. The first is kebab-case; a later one may be a vendor's word, such as `LastUpdated`.
  public let parts: [Part]

  /// The first part.
  public var head: Part { parts[0] }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "reference",
    "What something declared elsewhere is called: its name, with the alias of its package before it and its parts behind.",
    symbol: "Reference", in: "reference",
    pattern: "(\(Name.grammar.part)/)?\(Name.grammar.part)(\\.[A-Za-z_][A-Za-z0-9_-]*)*",
    examples: ["patient", "service-desk.ticket", "shared/service-desk.ticket"])

  /// Reads a reference, such as `shared/service-desk.ticket`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    var first = try ReferenceName.name(&cursor)
    if cursor.take("/") {
      alias = first
      first = try ReferenceName.name(&cursor)
      if cursor.next == UInt8(ascii: "/") {
        throw GrammarError(
          "reference", at: cursor.character, "a reference has one `/`, after the alias of a package",
          mend: "`uses` gives a package its alias: `{package: …, as: shared}`, then `shared/name`")
      }
    } else {
      alias = nil
    }
    var parts = [first]
    while cursor.take(".") { parts.append(try ReferenceName.part(&cursor)) }
    self.parts = parts
  }

  private static func name(_ cursor: inout GrammarCursor) throws(GrammarError) -> Part {
    let start = cursor.index
    let name = try Name(from: &cursor)
    return Part(text: name.text, range: start..<cursor.index)
  }

  private static func part(_ cursor: inout GrammarCursor) throws(GrammarError) -> Part {
    let isWithin = { (byte: UInt8) in
      GrammarCursor.isLetter(byte) || GrammarCursor.isDigit(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
    let range =
      cursor.isAtDigit || cursor.next == UInt8(ascii: "-") ? cursor.index..<cursor.index : cursor.take(while: isWithin)
    guard !range.isEmpty else {
      if cursor.isAtEnd || cursor.next == UInt8(ascii: ".") {
        throw GrammarError(
          "reference", at: cursor.index - 1..<cursor.index, "a part is missing after `.`", mend: grammar.howToWrite)
      }
      throw GrammarError(
        "reference", at: cursor.character,
        "a part of a reference begins with a letter, not with \(cursor.shown(cursor.character))",
        mend: grammar.howToWrite)
    }
    guard range.count <= Name.mostBytes else {
      throw GrammarError(
        "reference", at: range, "a part of the reference is longer than \(Name.mostBytes) bytes",
        mend: "shorten it by \(range.count - Name.mostBytes)")
    }
    return Part(text: cursor.text(range), range: range)
  }

  /// As it is written.
  public var description: String {
    (alias.map { "\($0.text)/" } ?? "") + parts.map { $0.text }.joined(separator: ".")
  }
}
