package import CEL
import Synchronization
package import TreatyCompiler
package import TreatyDiagnostics
package import TreatyPlan
import TreatySpec
package import TreatySyntax

/// Looks at expressions in the places in which they stand: each once, however many rules ask.
package final class ExpressionAnalysis: Sendable {
  private struct Key: Hashable {
    var source: String
    var place: Place
    var isOfVisibility: Bool
  }

  private struct Memory {
    var environments: [Place: Environment] = [:]
    var compilations: [Key: Compilation] = [:]
  }

  /// What the compiler learnt.
  package let knowledge: ExpressionKnowledge
  private let places: [Span: Place]
  private let scope: Scope
  private let memory = Mutex(Memory())
  /// Where fields have who may read them in the place of a class: staff alone is `secret`.
  private let visibilityScope: Scope

  package init(_ knowledge: ExpressionKnowledge) {
    self.knowledge = knowledge
    places = Dictionary(knowledge.sites.map { ($0.span, $0.place) }, uniquingKeysWith: { first, _ in first })
    scope = Scope(
      catalogue: knowledge.types, inputs: knowledge.inputs, secrets: knowledge.secrets, tables: knowledge.tables)
    visibilityScope = scope
  }

  /// What the names of an expression stand for; `nil` for one that was not checked.
  package func place(of use: ExpressionUse) -> Place? { places[use.node.span] }

  /// An expression, parsed and typed in its place; `nil` for one that was not checked.
  package func compilation(of use: ExpressionUse) -> Compilation? {
    place(of: use).map { compilation(of: use.source, at: $0) }
  }

  /// An expression, parsed and typed in a place.
  package func compilation(of source: String, at place: Place) -> Compilation {
    let key = Key(source: source, place: place, isOfVisibility: false)
    return memory.withLock { memory in
      if let known = memory.compilations[key] { return known }
      let environment = memory.environments[place] ?? scope.environment(at: place)
      memory.environments[place] = environment
      let compilation = environment.check(source)
      memory.compilations[key] = compilation
      return compilation
    }
  }

  /// What the names of an expression in a scalar stand for; `nil` where none was checked.
  package func place(at span: Span) -> Place? { places[span] }

  /// All expressions that were checked in a declaration, wherever in it they stand.
  package func uses(below node: Node) -> [ExpressionUse] {
    var found: [ExpressionUse] = []
    var pending = [node]
    while let next = pending.popLast() {
      switch next.kind {
      case .mapping: pending += next.entries.map { $0.value }
      case .sequence: pending += Array(next.elements)
      case .scalar where places[next.span] == nil: continue
      case .scalar:
        found +=
          next.mayHoldExpression
          ? Passage(next).expressions : [ExpressionUse(source: next.text, offset: 0, node: next)]
      }
    }
    return found.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
  }

  /// The field that an expression is, and nothing else: the type that has it, and what it declares.
  package func field(of use: ExpressionUse) -> (owner: String, field: PlannedField)? {
    guard let place = place(of: use), let path = compilation(of: use)?.path else { return nil }
    return field(at: path, in: place)
  }

  /// The innermost declared field that a path leads to, with the type that has it; `nil` where the path leads further than is declared.
  package func field(at path: [String], in place: Place) -> (owner: String, field: PlannedField)? {
    guard let root = path.first, var type = scope.names(at: place).first(where: { $0.name == root })?.type else {
      return nil
    }
    var found: (owner: String, field: PlannedField)?
    for name in path.dropFirst() where name != "[]" {
      if case .record(let record) = type, knowledge.types.type(named: record.name) == nil {
        // What only a place has, such as `lookup` and `event`.
        guard let field = record.field(name) else { return nil }
        (type, found) = (field.type, nil)
        continue
      }
      guard let owner = type.recordName,
        let field = knowledge.types.type(named: owner)?.fields?.first(where: { $0.name == name })
      else { return nil }
      found = (owner, field)
      type = knowledge.types.resolve(field.type) ?? .dyn
    }
    return found
  }

  /// A type by its name.
  package func type(named name: String) -> PlannedType? { knowledge.types.type(named: name) }
}

extension CELType {
  /// Name of the record that a value is, or that lies in it as an element.
  package var recordName: String? {
    switch self {
    case .record(let record): record.name
    case .named(let name): name
    case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): inner.recordName
    default: nil
    }
  }
}
