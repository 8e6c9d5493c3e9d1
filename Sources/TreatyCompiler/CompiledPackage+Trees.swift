public import TreatyDiagnostics
import TreatySyntax

extension CompiledPackage {
  /// The comments of all files, each with what it says something of.
  public var comments: [SourceComment] {
    trees.flatMap { tree -> [SourceComment] in
      guard let tree else { return [] }
      return tree.comments.map { SourceComment(span: $0.span, covers: tree.extent(of: $0)) }
    }
  }

  /// Where in its file a place is, in terms of keys: `flows.page-to-ticket.deliver[0]`. `nil` for the file as a whole.
  public func path(of span: Span) -> String? {
    let index = Int(span.file.index)
    guard trees.indices.contains(index), let tree = trees[index] else { return nil }
    let path = tree.path(of: span)
    return path.steps.isEmpty ? nil : path.description
  }
}
