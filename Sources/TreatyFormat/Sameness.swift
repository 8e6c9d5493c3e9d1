import TreatySpec
import TreatySyntax

/// Whether a file still says what it said: all but the order of keys of declarations.
enum Sameness {
  /// Holds a file as it was read before against what was read of it formatted.
  /// - Parameter form: what stands in it.
  static func holds(_ old: SyntaxTree, _ new: SyntaxTree, _ form: Form) -> Bool {
    guard comments(old) == comments(new) else { return false }
    switch (old.root, new.root) {
    case (nil, nil): return true
    case (let old?, let new?): return holds(old, new, form)
    default: return false
    }
  }

  private static func comments(_ tree: SyntaxTree) -> [[UInt8]] {
    tree.comments.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func holds(_ old: Node, _ new: Node, _ form: Form) -> Bool {
    guard old.kind == new.kind, old.style == new.style else { return false }
    let shape = Shape(old, form)
    switch old.kind {
    case .scalar: return old.isNothing == new.isNothing && old.utf8 == new.utf8
    case .sequence:
      let (left, right) = (old.elements, new.elements)
      return left.count == right.count && left.indices.allSatisfy { holds(left[$0], right[$0], shape.element) }
    case .mapping:
      let (left, right) = (old.entries, new.entries)
      guard left.count == right.count else { return false }
      func isOrder(_ order: [Int]) -> Bool {
        order.indices.allSatisfy { holds(left[order[$0]].key, right[$0].key, .construction) }
      }
      // What stands in brackets is turned round only where that can be done in place.
      var order = shape.order(of: left)
      if old.style == .flow, !isOrder(order) { order = Array(left.indices) }
      return isOrder(order)
        && order.indices.allSatisfy { position in
          let entry = left[order[position]]
          return holds(entry.value, right[position].value, shape.value(of: entry.key))
        }
    }
  }
}
