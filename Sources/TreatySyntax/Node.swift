public import TreatyDiagnostics

/// A node of a tree.
public struct Node: Sendable {
  /// What a node is.
  public enum Kind: UInt8, Hashable, Sendable {
    /// A text, number, truth value or nothing.
    case scalar
    /// Keys and values.
    case mapping
    /// Elements.
    case sequence
  }

  /// How a node is written.
  public enum Style: UInt8, Hashable, Sendable {
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

  var record: Arena.Record { arena.records[index] }

  /// What it is.
  public var kind: Kind { record.kind }

  /// How it is written.
  public var style: Style { record.style }

  /// Where it stands, without white space around it. Of a value that is not written at all, the empty place behind its key.
  public var span: Span { Span(file: arena.file, range: record.range) }

  /// Number of the node in its tree, for tables beside it: below ``SyntaxTree/nodeCount``, and of a child below its parent's.
  public var ordinal: Int { index }

  /// Whether nothing at all stands there: `key:` without a value. `''`, `~` and `{}` are something.
  public var isNothing: Bool { record.isNothing }
}

// MARK: Text

extension Node {
  /// Text of a scalar, after escapes and folding; empty for anything else.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// Bytes of ``text``.
  public var utf8: ArraySlice<UInt8> {
    let record = record
    return record.kind == .scalar ? arena.text(of: record) : []
  }

  /// Calls `body` with the bytes of ``text``, without copying them.
  public func withUTF8<Result, Failure>(
    _ body: (Swift.Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let record = record
    let text = record.isVerbatim ? arena.source : arena.text
    let span = text.span
    return try body(span.extracting(record.kind == .scalar ? record.content : 0..<0))
  }

  /// Whether it is a scalar with this text, byte for byte. Costs no allocation.
  public func hasText(_ text: StaticString) -> Bool {
    let record = record
    guard record.kind == .scalar, record.high - record.low == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { arena.text(of: record).elementsEqual($0) }
  }

  /// Whether it is a scalar with this text, byte for byte. Costs no allocation.
  public func hasText(utf8 text: some Collection<UInt8>) -> Bool {
    let record = record
    return record.kind == .scalar && arena.text(of: record).elementsEqual(text)
  }

  /// What the scalar means under the core schema of YAML 1.2 (§10.3.2). A quoted scalar is always a text.
  public var resolved: ScalarValue { style == .plain ? ScalarValue.core(utf8) : .string }

  /// Where a stretch of ``text`` was written, in bytes. Where the stretch begins or ends within a character that an escape stands for,
  /// the whole escape.
  public func span(ofText range: Range<Int>) -> Span {
    let record = record
    guard record.kind == .scalar, range.lowerBound >= 0, range.upperBound <= record.content.count,
      let map = ScalarSourceMap(style: record.style, source: arena.source, range: record.range, text: utf8)
    else { return span }
    return Span(file: arena.file, range: map.range(of: range))
  }
}
