package import CEL
import TreatyCompiler
package import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Which fields get into a value: through every part of its expressions, tables, lookups, comprehensions and functions, and through what
/// was worked out before.
package struct TaintFinder: Sendable {
  /// What one asks for.
  package enum Track: Sendable {
    /// Classes of data.
    case classes
    /// Texts that only the staff may read: they have the class `secret` here, and all others none.
    case staffNotes
  }

  /// Fields of types that have got something of a greater class than they say, by the type's and the field's name.
  package typealias Raised = [String: [String: [Taint]]]

  private let knowledge: ExpressionKnowledge
  private let types: TypeCatalogue
  /// The types as records, for the fields of which a path consists.
  private let records: [String: RecordType]
  private let analysis: ExpressionAnalysis
  private let scope: Scope
  /// Types in which a field of a class lies, however deep.
  private let classified: Set<String>
  private let raised: Raised
  private let steps: [String: [Taint]]
  private let track: Track
  private let memory = FlowMemory()
  /// Whether anything has a class at all: without, nothing is looked at.
  package let isNeeded: Bool

  package init(_ analysis: ExpressionAnalysis, _ track: Track, raised: Raised = [:], steps: [String: [Taint]] = [:]) {
    self.analysis = analysis
    self.track = track
    self.raised = raised
    self.steps = steps
    knowledge = analysis.knowledge
    var types = knowledge.types
    var isNeeded = !steps.isEmpty
    for type in knowledge.types.all {
      guard var fields = type.fields else { continue }
      var isChanged = false
      for index in fields.indices {
        var dataClass = fields[index].dataClass
        if track == .staffNotes {
          let care = knowledge.fieldCares["\(type.name).\(TypeText.name(fields[index].name))"]
          dataClass = care?.visibility?.value == .staff ? .secret : .public
        }
        for taint in raised[type.name]?[fields[index].name] ?? [] { dataClass = max(dataClass, taint.dataClass) }
        if dataClass > .internal { isNeeded = true }
        if dataClass == fields[index].dataClass { continue }
        fields[index].dataClass = dataClass
        isChanged = true
      }
      if isChanged {
        types.insert(PlannedType(name: type.name, fields: fields, isOpen: type.isOpen ?? true, schema: type.schema))
      }
    }
    self.isNeeded = isNeeded
    classified = TaintFinder.classified(types)
    self.types = types
    records = isNeeded ? Dictionary(types.records.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) : [:]
    scope = Scope(catalogue: types, inputs: knowledge.inputs, secrets: knowledge.secrets, tables: knowledge.tables)
  }

  /// The same, knowing that more has got into fields and steps.
  package func raising(_ more: Raised = [:], steps: [String: [Taint]] = [:]) -> TaintFinder {
    let raised = raised.merging(more) { $0.merging($1) { $0 + $1 } }
    return TaintFinder(analysis, track, raised: raised, steps: self.steps.merging(steps) { $1 })
  }

  /// The fields that get into a value.
  package func taints(of passage: Passage) -> [Taint] {
    isNeeded ? passage.expressions.flatMap { taints(of: $0) }.distinct : []
  }

  /// The fields that get into the value of an expression.
  package func taints(of use: ExpressionUse) -> [Taint] {
    guard isNeeded, let place = analysis.placeNumber(of: use) else { return [] }
    return flows(in: use, at: place).flatMap { taints(of: $0, use, at: place) }
  }

  /// Whether an expression reads anything of a class: a field that has one, or something in which one lies. Most do not, and need not be
  /// followed.
  private func mayReach(_ use: ExpressionUse, _ names: [String: CELType]) -> Bool {
    (analysis.compilation(of: use)?.references ?? []).contains { path in
      guard let root = path.first, var type = names[root] else { return false }
      if root == "steps", !steps.isEmpty { return true }
      for name in path.dropFirst() {
        guard let field = record(type)?.field(name) else { return holds(type) }
        if field.dataClass > .internal { return true }
        type = field.type
      }
      return holds(type)
    }
  }

  /// Whether a field of a class lies in a value of a type. A record that has itself inside is always one with a name, of which it is known.
  private func holds(_ type: CELType) -> Bool {
    switch type {
    case .record(let record): record.fields.contains { $0.dataClass > .internal || holds($0.type) }
    case .named(let name): classified.contains(name)
    case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): holds(inner)
    default: false
    }
  }

  private func record(_ type: CELType) -> RecordType? {
    switch type {
    case .record(let record): record
    case .named(let name): records[name]
    case .optional(let inner), .nullable(let inner): record(inner)
    default: nil
    }
  }

  /// The ways of fields through an expression, as far as enough of them comes through. In a large package few expressions stand in many
  /// places.
  private func flows(in use: ExpressionUse, at number: ExpressionAnalysis.PlaceNumber) -> [DataFlow] {
    memory.flows(in: use.source, at: number) {
      let place = analysis.place(number)
      let names = scope.names(at: place).map { ($0.name, $0.type) }
      return FlowMemory.Surroundings(
        Dictionary(names, uniquingKeysWith: { first, _ in first }), environment(at: place))
    } find: { surroundings in
      guard mayReach(use, surroundings.names) else { return [] }
      let flows = surroundings.environment.check(use.source).flows(sayingInOtherWords: ["tables"])
      return flows.filter { $0.dataClass > .internal && $0.kind >= .identifies }
    }
  }

  /// Types in which a field of a class lies, or one of a type in which one lies.
  private static func classified(_ types: TypeCatalogue) -> Set<String> {
    var found: Set<String> = []
    var users: [String: [String]] = [:]
    var pending: [String] = []
    for type in types.all {
      for field in type.fields ?? [] {
        if field.dataClass > .internal, found.insert(type.name).inserted { pending.append(type.name) }
        for name in field.type.names { users[name, default: []].append(type.name) }
      }
    }
    while let name = pending.popLast() {
      for user in users[name] ?? [] where found.insert(user).inserted { pending.append(user) }
    }
    return found
  }

  /// Type and class of a field of a type, as they are declared.
  package func declared(_ type: String, _ path: [String]) -> (dataClass: DataClass, span: Span?)? {
    var names = [type]
    var greatest = DataClass.public
    var span: Span?
    for name in path where name != "[]" {
      guard let owner = names.first(where: { types.type(named: $0)?.fields != nil }),
        let field = types.type(named: owner)?.fields?.first(where: { $0.name == name })
      else { return nil }
      if field.dataClass > greatest || span == nil {
        greatest = max(greatest, field.dataClass)
        span = knowledge.fieldPlaces["\(owner).\(name)"]
      }
      names = field.type.names
    }
    return (greatest, span)
  }

  private func environment(at place: Place) -> Environment {
    steps.isEmpty ? scope.environment(at: place) : scope.environment(at: raising(place))
  }

  /// A place, with the classes of what is known to have got into what steps give.
  private func raising(_ place: Place) -> Place {
    switch place {
    case .behind(let inner, let present): return raising(inner).knowing(present)
    case .names(let names):
      return .names(
        names.map { name in
          guard case .record("steps", let fields) = name else { return name }
          return .record("steps", fields.map(raising))
        })
    default: return place
    }
  }

  /// A step's name, with the class of what is known to have got into what it gives.
  private func raising(_ field: ScopedField) -> ScopedField {
    var field = field
    field.dataClass = steps[field.name]?.map { $0.dataClass }.max() ?? field.dataClass
    return field
  }

  /// A field that reaches the value: itself, or what had got into it before.
  private func taints(
    of flow: DataFlow, _ use: ExpressionUse, at place: ExpressionAnalysis.PlaceNumber
  ) -> [Taint] {
    let path = flow.path.filter { $0 != "[]" }
    let name = path.joined(separator: ".")
    var earlier: [Taint] = []
    if path.first == "steps", path.count > 1 { earlier = steps[path[1]] ?? [] }
    let found = innermost(path, place)
    if earlier.isEmpty, let found { earlier = raised[found.owner]?[found.field.name] ?? [] }
    if earlier.isEmpty {
      var taint = Taint(field: name, dataClass: flow.dataClass, steps: [])
      if let found, let span = knowledge.fieldPlaces["\(found.owner).\(found.field.name)"] {
        taint = taint.through(span, "`\(found.field.name)` is declared here")
      }
      earlier = [taint]
    }
    return earlier.map { taint in
      var taint = taint
      for (index, step) in flow.steps.enumerated() {
        let through = step.function.map { "`\($0)`" } ?? "this"
        let text = index == 0 ? "`\(name)` is read" : "it goes through \(through)"
        taint = taint.through(use.span(of: step.range), text)
      }
      return taint
    }
  }

  /// The field that a path leads to, as deep as fields are declared.
  private func innermost(_ path: [String], _ place: ExpressionAnalysis.PlaceNumber) -> (
    owner: String, field: PlannedField
  )? {
    var path = path
    while path.count > 1 {
      if let found = analysis.field(at: path, in: place) { return found }
      path.removeLast()
    }
    return nil
  }
}
