/// Text with expressions in it: `${ … }`. `$${` stands for `${` itself. The grammar is `grammar/template.ebnf`.
public struct Template: Hashable, Sendable {
  /// A piece of a template.
  public enum Piece: Hashable, Sendable {
    /// Text that stands for itself.
    case text(String)
    /// An expression, without the white space around it, and its bytes in the template.
    case expression(String, range: Range<Int>)
  }

  /// The pieces in order.
  public let pieces: [Piece]

  /// Whether the template is one expression and nothing else, so that it has that expression's type.
  public var isSingleExpression: Bool {
    guard pieces.count == 1, case .expression = pieces[0] else { return false }
    return true
  }

  /// Reads a template. The end of an expression is found by its tokens, so that `}` in a text or a map does not end it.
  /// - Throws: ``Issue`` with a range in bytes of the template.
  public static func parse(_ text: String) throws(Issue) -> Template {
    let bytes = Array(text.utf8)
    // Most texts of a large package hold no expression.
    guard bytes.contains(UInt8(ascii: "$")) else { return Template(pieces: bytes.isEmpty ? [] : [.text(text)]) }
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    func flush() {
      if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while index < bytes.count {
      if bytes[index...].starts(with: "$${".utf8) {
        literal += "${".utf8
        index += 3
      } else if bytes[index...].starts(with: "${".utf8) {
        flush()
        guard let end = try Lexer.endOfExpression(in: bytes, from: index + 2) else {
          throw Issue(
            kind: .syntax, message: "`${` is not closed", range: index..<min(index + 2, bytes.count),
            notes: ["close it with `}`; write `$${` for the characters themselves"])
        }
        let inner = trimmed(bytes, index + 2..<end)
        guard !inner.isEmpty else {
          throw Issue(kind: .syntax, message: "there is no expression in `${ }`", range: index..<end + 1)
        }
        pieces.append(.expression(String(decoding: bytes[inner], as: UTF8.self), range: inner))
        index = end + 1
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    flush()
    // White space around a lone expression is the YAML's, not the text's.
    let expressions = pieces.filter { if case .expression = $0 { true } else { false } }
    let isOnlyBlank = pieces.allSatisfy {
      if case .text(let text) = $0 { text.allSatisfy { $0.isWhitespace } } else { true }
    }
    return Template(pieces: expressions.count == 1 && isOnlyBlank ? expressions : pieces)
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes[range].firstIndex(where: { !isBlank($0) }),
      let last = bytes[range].lastIndex(where: { !isBlank($0) })
    else {
      return range.lowerBound..<range.lowerBound
    }
    return first..<last + 1
  }
}

extension Value {
  /// The value as a piece of a text; `nil` for what has no one text: null, lists, maps, bytes, optionals, failures.
  public var pieceText: Text? {
    switch self {
    case .text(let text): text
    case .bool, .int, .uint, .double, .timestamp, .duration, .network: Conversion.string(self).asText
    default: nil
    }
  }
}

extension CELType {
  /// Whether a value of the type can be a piece of a text.
  public var isPieceOfText: Bool {
    switch self {
    case .string, .int, .uint, .double, .bool, .timestamp, .duration, .enumeration, .dyn, .error: true
    case .ipAddress, .addressBlock: true
    default: false
    }
  }
}
