package import CEL
import Synchronization
package import TreatyCompiler
import TreatyDiagnostics
package import TreatyPlan
import TreatySpec
import TreatySyntax

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

  /// A type by its name.
  package func type(named name: String) -> PlannedType? { knowledge.types.type(named: name) }
}
