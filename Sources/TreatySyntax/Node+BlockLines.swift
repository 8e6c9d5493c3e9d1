extension Node {
  /// The lines of a literal or folded scalar, each without its indentation and its line break, up to the last with text on it: places in
  /// ``SyntaxTree/source``. None for anything else.
  ///
  /// Takes time with the length of the scalar.
  public var blockLines: [Range<Int>] {
    guard style == .literal || style == .folded else { return [] }
    let start = record.range.lowerBound
    return BlockScalar(source: arena.source, start: start, isFolded: style == .folded, text: utf8).lines
  }
}
