import CEL
import TreatyCompiler
package import TreatyDiagnostics
package import TreatySpec
package import TreatySyntax

/// An expression where it stands.
package struct ExpressionUse: Sendable {
  /// The expression.
  package let source: String
  /// Where it begins in the text of its scalar, in bytes.
  package let offset: Int
  /// The scalar that it stands in.
  package let node: Node

  /// An expression that is the whole of a scalar; `nil` in an empty declaration.
  package init?(_ text: ScalarText?) {
    guard let node = text?.node else { return nil }
    self.init(source: node.text, offset: 0, node: node)
  }

  package init(source: String, offset: Int, node: Node) {
    self.source = source
    self.offset = offset
    self.node = node
  }

  /// Where it stands.
  package var span: Span { span(of: 0..<source.utf8.count) }

  /// Where a part of it stands.
  package func span(of range: Range<Int>) -> Span {
    node.span(ofText: offset + range.lowerBound..<offset + range.upperBound)
  }
}

/// A value on its way: a scalar with the expressions in it, and the field that it goes to.
package struct Passage: Sendable {
  /// The field, from the outermost in; elements of lists count as the list.
  package let path: [String]
  /// The scalar.
  package let node: Node
  /// The expressions in it.
  package let expressions: [ExpressionUse]
  /// Whether it is one expression and nothing else.
  package let isSingle: Bool

  /// The text, where nothing in it is worked out.
  package var constant: String? { expressions.isEmpty ? node.text : nil }

  /// A text that may hold expressions.
  package init(_ node: Node, path: [String] = []) {
    self.node = node
    self.path = path
    guard node.mayHoldExpression, let template = try? Template.parse(node.text) else {
      (expressions, isSingle) = ([], false)
      return
    }
    isSingle = template.isSingleExpression
    expressions = template.pieces.compactMap { piece in
      guard case .expression(let source, let range) = piece else { return nil }
      return ExpressionUse(source: source, offset: range.lowerBound, node: node)
    }
  }

  /// A bare expression.
  package init(_ node: Node, expression: ExpressionUse) {
    self.node = node
    path = []
    expressions = [expression]
    isSingle = true
  }

  /// A text that may hold expressions; `nil` in an empty declaration.
  package init?(_ text: ScalarText?, path: [String] = []) {
    guard let node = text?.node else { return nil }
    self.init(node, path: path)
  }

  /// All scalars of a value that is built, each with its field.
  package static func all(in node: Node?, below path: [String] = []) -> [Passage] {
    guard let node else { return [] }
    switch node.kind {
    case .scalar: return [Passage(node, path: path)]
    case .sequence: return node.elements.flatMap { all(in: $0, below: path) }
    case .mapping: return node.entries.flatMap { all(in: $0.value, below: path + [$0.key.text]) }
    }
  }
}
