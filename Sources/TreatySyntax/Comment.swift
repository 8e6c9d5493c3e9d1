public import TreatyDiagnostics

/// A comment of a file, and the node that it belongs to.
///
/// A comment on a line of its own belongs to what stands below it in the same column; one behind something belongs to that. What closes
/// a block, in the block's column and with nothing of the block below it, belongs to the block.
public struct Comment: Sendable {
  /// Where a comment stands, as seen from its node.
  public enum Place: UInt8, Hashable, Sendable {
    /// On a line of its own above the node: a key, an element, or a value that stands below its key.
    case above
    /// Between the dash of an element and the element itself.
    case dash
    /// Behind the bracket that opens the node.
    case inside
    /// Behind the node, or its colon or comma, on the same line. Of a block scalar, behind its `|` or `>`.
    case behind
    /// On a line of its own behind the last of what is in the node, or, of the root, behind everything.
    case below
    /// At the head of the file, with an empty line or `---` between it and the rest: of the file rather than of what comes first.
    case head
  }

  let arena: Arena
  let index: Int

  private var record: Arena.CommentRecord { arena.comments[index] }

  /// From its `#` to its last character that is no white space.
  public var span: Span { Span(file: arena.file, range: Int(record.start)..<Int(record.end)) }

  /// Its text behind the `#`, without white space at the end.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// Bytes of ``text``.
  public var utf8: ArraySlice<UInt8> { arena.source[Int(record.start) + 1..<Int(record.end)] }

  /// Whether nothing else stands on its line.
  public var standsAlone: Bool { record.standsAlone }

  /// Where it stands, as seen from ``node``.
  public var place: Place { record.place }

  /// What it belongs to; `nil` in a file with no content. Of a comment at the head of the file, the root.
  public var node: Node? { record.node.map { Node(arena: arena, index: Int($0)) } }
}

extension SyntaxTree {
  /// All comments, in the order of the file.
  public var comments: Comments { Comments(arena: arena) }

  /// Comments of a file. They are looked up in the tree: nothing is allocated.
  public struct Comments: RandomAccessCollection, Sendable {
    let arena: Arena

    /// The position of the first comment: 0.
    public var startIndex: Int { 0 }
    /// How many comments there are.
    public var endIndex: Int { arena.comments.count }

    /// The comment at a position.
    public subscript(position: Int) -> Comment {
      precondition(position >= 0 && position < endIndex, "no comment of the file")
      return Comment(arena: arena, index: position)
    }
  }
}

extension Diagnostic {
  static func unspacedComment(_ span: Span) -> Diagnostic {
    Diagnostic(
      code: .invalidYAML, severity: .error, message: "a blank is missing before this `#`",
      primary: Label(span: span),
      reason: "`#` begins a comment only behind a blank; readers of YAML differ in what it means here",
      fixes: [
        Fix(
          title: "for a comment, write a blank before it",
          edits: [
            Edit(span: Span(file: span.file, range: span.range.lowerBound..<span.range.lowerBound), replacement: " ")
          ]),
        Fix(title: "for a text with `#` in it, put the text in quotes"),
      ])
  }
}
