package import CEL
import Synchronization
package import TreatyCompiler
package import TreatyDiagnostics
package import TreatyPlan
import TreatySpec
package import TreatySyntax

/// Looks at expressions in the places in which they stand: each once, however many rules ask.
package final class ExpressionAnalysis: Sendable {
  /// A kind of place: names that stand for the same things. Many expressions stand in few of them.
  private typealias PlaceNumber = Int

  /// An expression in a kind of place.
  private struct Key: Hashable {
    var source: String
    var place: PlaceNumber
  }

  /// An expression where it stands.
  private struct Stand: Hashable {
    var span: Span
    var offset: Int
  }

  private struct Memory {
    var environments: [PlaceNumber: Environment] = [:]
    var compilations: [Key: Compilation] = [:]
    var conditions: [Key: Condition] = [:]
    /// What was asked for once is found without its source.
    var stands: [Stand: Compilation] = [:]
  }

  /// What the compiler learnt.
  package let knowledge: ExpressionKnowledge
  /// Kinds of places by the scalars that stand in them.
  private let numbers: [Span: PlaceNumber]
  private let places: [Place]
  private let scope: Scope
  private let memory = Mutex(Memory())

  package init(_ knowledge: ExpressionKnowledge) {
    self.knowledge = knowledge
    var numbers: [Span: PlaceNumber] = Dictionary(minimumCapacity: knowledge.sites.count)
    var places: [Place] = []
    var known: [Place: PlaceNumber] = [:]
    for site in knowledge.sites where numbers[site.span] == nil {
      let number = known[site.place] ?? places.count
      if number == places.count {
        places.append(site.place)
        known[site.place] = number
      }
      numbers[site.span] = number
    }
    (self.numbers, self.places) = (numbers, places)
    scope = Scope(
      catalogue: knowledge.types, inputs: knowledge.inputs, secrets: knowledge.secrets, tables: knowledge.tables)
  }

  /// What the names of an expression stand for; `nil` for one that was not checked.
  package func place(of use: ExpressionUse) -> Place? { place(at: use.node.span) }

  /// What the names of an expression in a scalar stand for; `nil` where none was checked.
  package func place(at span: Span) -> Place? { numbers[span].map { places[$0] } }

  /// An expression, parsed and typed in its place; `nil` for one that was not checked.
  package func compilation(of use: ExpressionUse) -> Compilation? {
    let span = use.node.span
    guard let number = numbers[span] else { return nil }
    return memory.withLock { memory in
      let stand = Stand(span: span, offset: use.offset)
      if let known = memory.stands[stand] { return known }
      let compilation = compilation(Key(source: use.source, place: number), &memory)
      memory.stands[stand] = compilation
      return compilation
    }
  }

  /// What a condition demands; one that was not checked is not known.
  package func condition(of use: ExpressionUse) -> Condition {
    guard let number = numbers[use.node.span] else { return .opaque(use.source) }
    let key = Key(source: use.source, place: number)
    return memory.withLock { memory in
      if let known = memory.conditions[key] { return known }
      let condition = Condition(compilation(key, &memory))
      memory.conditions[key] = condition
      return condition
    }
  }

  private func compilation(_ key: Key, _ memory: inout Memory) -> Compilation {
    if let known = memory.compilations[key] { return known }
    let environment = memory.environments[key.place] ?? scope.environment(at: places[key.place])
    memory.environments[key.place] = environment
    let compilation = environment.check(key.source)
    memory.compilations[key] = compilation
    return compilation
  }

  /// All expressions that were checked in a declaration, wherever in it they stand, in the order of the file.
  /// - Parameter word: What must stand in a scalar for it to be looked at; empty for all.
  package func uses(below node: Node, with word: String = "") -> [ExpressionUse] {
    var found: [(start: Int, use: ExpressionUse)] = []
    var pending = [node]
    while let next = pending.popLast() {
      switch next.kind {
      case .mapping: pending += next.entries.map { $0.value }
      case .sequence: pending += Array(next.elements)
      case .scalar:
        let span = next.span
        guard numbers[span] != nil, word.isEmpty || next.text.contains(word) else { continue }
        let uses =
          next.mayHoldExpression
          ? Passage(next).expressions : [ExpressionUse(source: next.text, offset: 0, node: next)]
        found += uses.map { (span.range.lowerBound + $0.offset, $0) }
      }
    }
    return found.sorted { $0.start < $1.start }.map { $0.use }
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
