public import TreatyDiagnostics

/// A YAML document as a tree in which everything knows where it stands.
///
/// All nodes lie in one array and all texts in one buffer, which the tree's nodes share: reading costs no allocation per node.
public struct SyntaxTree: Sendable {
  let arena: Arena

  /// The document's root; `nil` for a file with no content.
  public var root: Node? { arena.records.isEmpty ? nil : Node(arena: arena, index: arena.records.count - 1) }
}

/// The nodes of a document, immutable once read.
final class Arena: Sendable {
  struct Record: Sendable {
    var kind: Node.Kind
    var style: Node.Style
    var start: Int
    var end: Int
    /// A scalar's text in `text`; a container's children in `children`, keys and values by turns for a mapping.
    var low: Int
    var high: Int
  }

  let file: FileID
  let source: [UInt8]
  let records: [Record]
  let children: [Int]
  let text: [UInt8]

  init(file: FileID, source: [UInt8], records: [Record], children: [Int], text: [UInt8]) {
    self.file = file
    self.source = source
    self.records = records
    self.children = children
    self.text = text
  }
}

/// A node of a tree.
public struct Node: Sendable {
  /// What a node is.
  public enum Kind: Hashable, Sendable {
    /// A text, number, truth value or nothing.
    case scalar
    /// Keys and values.
    case mapping
    /// Elements.
    case sequence
  }

  /// How a node is written.
  public enum Style: Hashable, Sendable {
    /// A scalar without quotes.
    case plain
    /// A scalar in single quotes.
    case singleQuoted
    /// A scalar in double quotes.
    case doubleQuoted
    /// A block scalar after `|`.
    case literal
    /// A block scalar after `>`.
    case folded
    /// A mapping or sequence by indentation.
    case block
    /// A mapping or sequence in brackets.
    case flow
  }

  let arena: Arena
  let index: Int

  private var record: Arena.Record { arena.records[index] }

  /// What it is.
  public var kind: Kind { record.kind }

  /// How it is written.
  public var style: Style { record.style }

  /// Where it stands, without white space around it.
  public var span: Span { Span(file: arena.file, range: record.start..<record.end) }

  /// Keys and values of a mapping, in the order of the file; none for anything else.
  public var entries: [(key: Node, value: Node)] {
    guard kind == .mapping else { return [] }
    return stride(from: record.low, to: record.high, by: 2).map {
      (Node(arena: arena, index: arena.children[$0]), Node(arena: arena, index: arena.children[$0 + 1]))
    }
  }

  /// Elements of a sequence; none for anything else.
  public var elements: [Node] {
    guard kind == .sequence else { return [] }
    return arena.children[record.low..<record.high].map { Node(arena: arena, index: $0) }
  }

  /// The value of a key of a mapping.
  public subscript(key: String) -> Node? { entries.first { $0.key.text == key }?.value }

  /// Text of a scalar, after escapes and folding; empty for anything else.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// Bytes of ``text``.
  public var utf8: ArraySlice<UInt8> { kind == .scalar ? arena.text[record.low..<record.high] : [] }

  /// What the scalar means under the core schema of YAML 1.2 (§10.3.2). A quoted scalar is always a text.
  public var resolved: ScalarValue { style == .plain ? ScalarValue.core(utf8) : .string }

  /// Where a stretch of ``text`` was written. Without an exact place, the whole scalar.
  public func span(ofText range: Range<Int>) -> Span {
    guard kind == .scalar, range.lowerBound >= 0, range.upperBound <= utf8.count,
      let map = ScalarSourceMap(style: style, source: arena.source, range: record.start..<record.end, text: utf8)
    else { return span }
    return Span(file: arena.file, range: map.range(of: range))
  }
}

/// What a plain scalar means.
public enum ScalarValue: Hashable, Sendable {
  /// `null`, `~` or nothing at all.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number of 64 bits.
  case int(Int64)
  /// A whole number beyond 64 bits.
  case integerOverflow
  /// A decimal number, `.inf` or `.nan`.
  case float(Double)
  /// A text; so are `yes`, `no`, `on` and `off`.
  case string

  static func core(_ bytes: ArraySlice<UInt8>) -> ScalarValue {
    // No word or number of the core schema is longer; a long text is not looked at twice.
    guard bytes.count <= 64 else { return bytes.allSatisfy(isDigit) ? .integerOverflow : .string }
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    default: return number(text)
    }
  }

  private static func number(_ text: String) -> ScalarValue {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      guard !digits.isEmpty, digits.allSatisfy({ $0.isHexDigit && ($0.hexDigitValue ?? 16) < radix }) else {
        return .string
      }
      return Int64(digits, radix: radix).map { .int($0) } ?? .integerOverflow
    }
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty, !whole.isEmpty { return Int64(text).map { .int($0) } ?? .integerOverflow }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard !whole.isEmpty || fraction > 0 else { return .string }
    if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return .string }
      rest = rest.dropFirst(rest.count)
    }
    return rest.isEmpty ? Double(text).map { .float($0) } ?? .string : .string
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
