import TreatyDiagnostics

extension SyntaxTree {
  /// What a comment that says something of a node says it of: the entry or element that it stands above, behind or in, with all that is
  /// in it. Of one above everything that is the first entry. `nil` where nothing follows.
  public func extent(of comment: Comment) -> Range<Int>? {
    guard let root else { return nil }
    switch comment.place {
    case .below: return nil
    case .head: return root.entries.first.map { extent(of: $0.key, in: root) } ?? root.span.range
    case .above, .dash, .inside, .behind: return comment.node.map { extent(of: $0, in: root) }
    }
  }

  /// How far the entry or element goes whose key, value or element a node is.
  private func extent(of node: Node, in root: Node) -> Range<Int> {
    var around = root
    var extent = root.span.range
    while around.ordinal != node.ordinal, let found = around.child(holding: node.span.range) {
      around = found.child
      extent = found.extent
    }
    return extent
  }
}
