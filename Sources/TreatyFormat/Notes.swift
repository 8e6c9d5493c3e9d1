import TreatyDiagnostics
import TreatySyntax

/// The comments of a file, by what they belong to.
struct Notes {
  /// Those of the file itself, at its head.
  private(set) var head: [Comment] = []
  private var ofNode: [Int: [Comment]] = [:]

  /// - Parameter range: only comments that begin in it; others stay where they are.
  init(_ tree: SyntaxTree, in range: Range<Int>) {
    for comment in tree.comments where range.contains(comment.span.range.lowerBound) {
      if comment.place == .head {
        head.append(comment)
      } else if let node = comment.node {
        ofNode[node.ordinal, default: []].append(comment)
      }
    }
  }

  /// Comments on lines of their own above a node.
  func above(_ node: Node) -> [Comment] { outside(node, .above) }

  /// Comments between an element's dash and the element.
  func dash(_ node: Node) -> [Comment] { outside(node, .dash) }

  /// Comments below what stands in a node.
  func below(_ node: Node) -> [Comment] { outside(node, .below) }

  /// The comment behind a node. Of a block scalar it stands behind the `|` or `>`.
  func behind(_ node: Node) -> Comment? { all(node).first { $0.place == .behind } }

  /// The comment above everything that is in a node.
  func first(in node: Node) -> Comment? {
    let first = node.style == .block ? node.entries.first?.key ?? node.elements.first : node
    return first.flatMap { above($0).first }
  }

  private func all(_ node: Node) -> [Comment] { ofNode[node.ordinal] ?? [] }

  /// Those within brackets are part of what stands in them.
  private func outside(_ node: Node, _ place: Comment.Place) -> [Comment] {
    let flow = node.style == .flow ? node.span.range : 0..<0
    return all(node).filter { $0.place == place && !flow.contains($0.span.range.lowerBound) }
  }
}
