/// Path at which a host takes requests: `/hooks/monitoring`.
///
/// The grammar is `grammar/address.ebnf`: what of RFC 3986 §3.3 needs no escape, since nobody should have to know how one is compared.
public struct RoutePath: GrammarValue {
  /// The path, as it is written.
  public let description: String

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "path", "Path at which a host takes requests: no query, no escapes, no `..`.", symbol: "Path", in: "address",
    pattern: "/([A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*", examples: ["/hooks/monitoring"])

  /// Reads a path, such as `/hooks/monitoring`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  private init(from cursor: inout GrammarCursor) throws(GrammarError) {
    guard cursor.next == UInt8(ascii: "/") else {
      if cursor.starts(with: "http://") || cursor.starts(with: "https://") {
        throw GrammarError(
          "path", at: 0..<cursor.bytes.count, "a path names no host", mend: "leave out the scheme and the host")
      }
      throw GrammarError(
        "path", at: cursor.character, "a path begins with `/`", mend: "write `/` before it",
        replacement: "/" + cursor.text(cursor.character))
    }
    while cursor.take("/") {
      let segment = cursor.take { GrammarCursor.isLetter($0) || GrammarCursor.isDigit($0) || "._~-".utf8.contains($0) }
      let name = cursor.text(segment)
      if name == ".." || name == "." {
        throw GrammarError("path", at: segment, "`\(name)` leads elsewhere", mend: "write where it leads")
      }
      guard cursor.next == UInt8(ascii: "/"), segment.isEmpty else { continue }
      throw GrammarError(
        "path", at: cursor.index - 1..<cursor.index + 1, "nothing stands between `//`", mend: "write one `/`",
        replacement: "/")
    }
    guard cursor.isAtEnd else {
      let isQuery = cursor.next == UInt8(ascii: "?")
      throw GrammarError(
        "path", at: isQuery ? cursor.rest() : cursor.character,
        isQuery ? "a path has no query" : "\(cursor.shown(cursor.character)) cannot stand in a path",
        mend: isQuery ? "leave it out: any query is taken" : "use letters, digits, `-`, `.`, `_` and `~`")
    }
    description = cursor.text(0..<cursor.bytes.count)
  }
}
