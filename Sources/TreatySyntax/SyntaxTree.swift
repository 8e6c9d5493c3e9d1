public import TreatyDiagnostics

/// A YAML document as a tree in which everything knows where it stands.
///
/// All nodes lie in one array and all texts in one buffer, which the tree's nodes share: reading costs no allocation per node.
public struct SyntaxTree: Sendable {
  let arena: Arena

  /// The document's root; `nil` for a file with no content.
  public var root: Node? { arena.records.isEmpty ? nil : Node(arena: arena, index: arena.records.count - 1) }

  /// The file that it was read from.
  public var file: FileID { arena.file }

  /// The bytes that it was read from: what spans point into.
  public var source: [UInt8] { arena.source }

  /// How many nodes it has. A node's ``Node/ordinal`` is below it.
  public var nodeCount: Int { arena.records.count }
}

/// The nodes of a document, immutable once read. Children stand before their parent, so the root is the last.
final class Arena: Sendable {
  /// A node. Offsets fit in 32 bits, because ``SyntaxTree/read(file:bytes:limits:into:)`` takes no file that they do not fit.
  struct Record: Sendable {
    /// Where it begins in the file.
    var start: UInt32
    /// Where it ends in the file.
    var end: UInt32
    /// A scalar's text in `source` or `text`; a container's children in `children`, keys and values by turns for a mapping.
    var low: UInt32
    /// See `low`.
    var high: UInt32
    var kind: Node.Kind
    var style: Node.Style
    /// Whether a scalar's text stands in the file as it is, and so lies in `source`: most do, and need not be copied.
    var isVerbatim = false

    var range: Range<Int> { Int(start)..<Int(end) }
    var content: Range<Int> { Int(low)..<Int(high) }
    /// Whether nothing at all stands there: `key:` without a value.
    var isNothing: Bool { start == end }
  }

  /// A comment, and what it belongs to.
  struct CommentRecord: Sendable {
    /// Offset of its `#`.
    var start: UInt32
    /// Offset of the end of its line, without white space.
    var end: UInt32
    var standsAlone: Bool
    var place = Comment.Place.above
    /// The node's index; `nil` in a file with no content.
    var node: UInt32?
  }

  let file: FileID
  let source: [UInt8]
  let records: [Record]
  let children: [UInt32]
  let text: [UInt8]
  let comments: [CommentRecord]

  /// Texts of a record's kind: the array that its `content` is a range of.
  func text(of record: Record) -> ArraySlice<UInt8> {
    record.isVerbatim ? source[record.content] : text[record.content]
  }

  init(
    file: FileID, source: [UInt8], records: [Record], children: [UInt32], text: [UInt8], comments: [CommentRecord]
  ) {
    self.file = file
    self.source = source
    self.records = records
    self.children = children
    self.text = text
    self.comments = comments
  }
}
