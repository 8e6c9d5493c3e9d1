import CEL
import TreatyCompiler
import TreatySpec
import TreatySyntax

extension RuledPackage {
  /// What a condition demands.
  func condition(of use: ExpressionUse) -> Condition { expressions.condition(of: use) }

  /// What a condition demands; all is well where none is written.
  func condition(of text: ScalarText?) -> Condition { ExpressionUse(text).map { condition(of: $0) } ?? .always }

  /// The records that a scope in a vendor's query language asks for; all, where none is written.
  func scope(of text: ScalarText?) -> Condition {
    guard let node = text?.node else { return .always }
    guard let template = try? Template.parse(node.text) else { return .opaque(node.text) }
    let query = template.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .expression: String(QueryReader.unknown)
      }
    }.joined()
    return QueryReader.condition(of: query)
  }

  /// The records of a side of a sync or reconcile: its scope, in the vendor's words, and its condition, in CEL.
  func records(of side: SideDeclaration) -> Condition {
    scope(of: side.scope).and(condition(of: side.condition))
  }

  /// What is known of a record that was written with constants: `Queue` is `Incidents` in the vendor's words, and `item.Queue` where it is
  /// read.
  func written(_ passages: [Passage]) -> Condition {
    var condition = Condition.always
    for passage in passages {
      guard let name = passage.path.first, passage.path.count == 1, let text = passage.constant else { continue }
      condition = condition.and(.field([name], .equal, .string(text)))
      if passage.node.resolved == .string { condition = condition.and(.field(["item", name], .equal, .string(text))) }
    }
    return condition
  }
}

extension Verdict {
  /// What kept it from being decided, as the end of a sentence.
  var doubts: String {
    guard case .unknown(let parts) = self, !parts.isEmpty else { return "" }
    return "; it could not be decided for `\(parts.prefix(3).joined(separator: "`, `"))`"
  }
}
