/// A comment of a file, as whoever reads the file hands it over.
public struct SourceComment: Hashable, Sendable {
  /// The comment, from its `#` to the end of its line, without the line's end.
  public var span: Span
  /// What it stands for, in bytes of the same file: the node on its line, or else the next one; `nil` where nothing follows.
  public var covers: Range<Int>?

  /// A comment and what it stands for.
  public init(span: Span, covers: Range<Int>?) {
    self.span = span
    self.covers = covers
  }
}
