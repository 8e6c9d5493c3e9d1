/// An absolute address of the web: `https://wiki.example.org/desk-down`.
///
/// The grammar is `grammar/address.ebnf`: a scheme and a host, and whatever of printable ASCII follows (RFC 3986).
public struct WebAddress: GrammarValue {
  /// The address, as it is written.
  public let description: String

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "web address", "An absolute address with `http` or `https`.", symbol: "WebAddress", in: "address",
    pattern: "https?://[!-\"$-.0-9:->@-~][!-~]*", examples: ["https://wiki.example.org/desk-down"])

  /// Reads an address, such as `https://wiki.example.org/desk-down`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  private init(from cursor: inout GrammarCursor) throws(GrammarError) {
    guard cursor.take(word: "http") else { throw WebAddress.noScheme(cursor) }
    _ = cursor.take("s")
    guard cursor.take(word: "://") else { throw WebAddress.noScheme(cursor) }
    let host = cursor.take { isPrintable($0) && !"/?#".utf8.contains($0) }
    guard !host.isEmpty else {
      throw GrammarError(
        "web address", at: 0..<cursor.index, "no host stands after `://`", mend: Self.grammar.howToWrite)
    }
    _ = cursor.take(while: isPrintable)
    guard cursor.isAtEnd else {
      throw GrammarError(
        "web address", at: cursor.character, "\(cursor.shown(cursor.character)) cannot stand in an address",
        mend: "escape it with `%` and two hexadecimal digits for each of its bytes")
    }
    description = cursor.text(0..<cursor.bytes.count)
  }

  private static func noScheme(_ cursor: GrammarCursor) -> GrammarError {
    GrammarError(
      "web address", at: 0..<cursor.bytes.count, "an address begins with `https://` or `http://`",
      mend: grammar.howToWrite)
  }
}

/// Whether a byte is a character of ASCII that can be seen.
private func isPrintable(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
