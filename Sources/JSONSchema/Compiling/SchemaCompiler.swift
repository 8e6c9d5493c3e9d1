import CEL

/// Makes a program of a document: one node for each schema that is reached, in each dynamic scope in which it is reached.
///
/// `$dynamicRef` means the outermost schema with the anchor on the way to it. The ways are followed here, so that a program has only
/// fixed references and its evaluation knows nothing of scopes. Nothing recurses: what is met is noted, and compiled in turn.
struct SchemaCompiler {
  /// Schemas times scopes that a program may have. Scopes multiply where many resources have different dynamic anchors.
  static let mostNodes = 200_000

  var library: SchemaLibrary
  let formats: CompiledSchema.FormatUse
  let foreignKeywords: CompiledSchema.ForeignKeywords
  var nodes: [DraftNode] = []
  var tables = ProgramParts()
  var scopes = DynamicScopes()
  private var known: [NodeKey: NodeID] = [:]
  private var pending: [NodeID] = []
  /// Patterns by their text, so that each is read once.
  var patterns: [String: Int32] = [:]
  /// Left of what reading all patterns may take; see ``Pattern``.
  var patternSteps = SchemaCompiler.mostPatternSteps
  static let mostPatternSteps = 16 << 20

  private struct NodeKey: Hashable {
    let place: Int
    let scope: Int
  }

  private init(
    library: SchemaLibrary, formats: CompiledSchema.FormatUse, foreignKeywords: CompiledSchema.ForeignKeywords
  ) {
    self.library = library
    self.formats = formats
    self.foreignKeywords = foreignKeywords
    // The schema that allows everything is the first node of every program.
    nodes = [DraftNode(place: 0, scope: 0)]
  }

  /// Compiles a document.
  /// - Parameter checksDocument: Whether it is held against its meta-schema as well.
  static func compile(
    _ document: Value, at pointer: String = "", baseURI: String = "", resources: [String: Value] = [:],
    formats: CompiledSchema.FormatUse = .annotation, foreignKeywords: CompiledSchema.ForeignKeywords = .ignored,
    metaSchemas: MetaSchema, checksDocument: Bool = true
  ) -> CompiledSchema.Compilation {
    let library = SchemaLibrary(given: resources, builtIn: metaSchemas.documents)
    var compiler = SchemaCompiler(library: library, formats: formats, foreignKeywords: foreignKeywords)
    guard let program = compiler.run(document, pointer, baseURI, checksDocument: checksDocument) else {
      return CompiledSchema.Compilation(schema: nil, problems: compiler.sortedProblems())
    }
    return CompiledSchema.Compilation(schema: CompiledSchema(program: program), problems: [])
  }

  private mutating func run(_ value: Value, _ pointer: String, _ baseURI: String, checksDocument: Bool) -> Program? {
    var root = library.read(value, name: "", uri: baseURI)
    if !pointer.isEmpty {
      switch library.follow(pointer) {
      case .success(let place): root = place
      case .failure(let failure):
        library.note(.unresolvedReference, 0, "", "there is no schema at `\(pointer)`: \(failure.message)")
        return nil
      }
    } else if !SchemaCompiler.isSchema(value) {
      library.note(.invalid, 0, "", "a schema is an object, `true` or `false`")
      return nil
    }
    // A document of another draft would only look wrong.
    guard library.problems.isEmpty else { return nil }
    let node = self.node(root, from: DynamicScopes.none)
    compilePending()
    compileUnreached()
    if library.problems.isEmpty { checkLoops() }
    if checksDocument { checkDocuments() }
    return library.problems.isEmpty ? ProgramBuilder(nodes, tables, library).program(root: node) : nil
  }

  private mutating func compilePending() {
    while let next = pending.popLast(), nodes.count < SchemaCompiler.mostNodes { compile(next) }
    if nodes.count >= SchemaCompiler.mostNodes {
      library.note(
        .tooLarge, 0, "",
        "the schema has more than \(SchemaCompiler.mostNodes) schemas, counted for each way in which `$dynamicRef` can mean something else"
      )
      pending = []
    }
  }

  /// Compiles what nothing refers to as well, so that what is wrong there is told.
  private mutating func compileUnreached() {
    let reached = Set(nodes.map(\.place))
    for place in library.places.indices where library.places[place].document == 0 && !reached.contains(place) {
      _ = node(place, from: DynamicScopes.none)
      compilePending()
    }
  }

  static func isSchema(_ value: Value) -> Bool {
    switch value {
    case .map, .bool: true
    default: false
    }
  }

  /// The node of a schema that is reached from one in a scope.
  mutating func node(_ place: Int, from scope: Int) -> NodeID {
    let schema = library.places[place]
    if case .bool(true) = schema.value { return .anything }
    let key = NodeKey(
      place: place, scope: scopes.entering(schema.resource, library.resources[schema.resource], from: scope))
    if let found = known[key] { return found }
    let node = NodeID(nodes.count)
    known[key] = node
    nodes.append(DraftNode(place: place, scope: key.scope))
    pending.append(node)
    return node
  }

  // MARK: Problems

  /// Notes a problem of a keyword of the schema at a node.
  mutating func note(_ kind: SchemaProblem.Kind, _ node: NodeID, _ rest: String, _ message: String) {
    let place = library.places[nodes[Int(node)].place]
    library.note(kind, place.document, place.pointer + rest, message)
  }

  /// The problems in the order of their documents, each once: a schema is compiled for each of its scopes.
  private func sortedProblems() -> [SchemaProblem] {
    var seen: Set<SchemaProblem> = []
    let unique = library.problems.filter { seen.insert($0).inserted }
    let order = Dictionary(
      library.documents.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let keyed = unique.map { problem in
      let document = order[problem.document] ?? 0
      return (key: [document] + library.documents[document].order(of: problem.pointer), problem: problem)
    }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.problem)
  }
}

extension SchemaDocument {
  /// Where a pointer stands: at each level the place among the keys.
  fileprivate func order(of pointer: String) -> [Int] {
    var order: [Int] = []
    var value: Value? = value
    for key in JSONPointer.keys(pointer) ?? [] {
      switch value {
      case .map(let map): order.append(map.entries.firstIndex { $0.key.asString == key } ?? map.count)
      default: order.append(Int(key) ?? 0)
      }
      value = value.flatMap { JSONPointer.part(of: $0, key) }
    }
    return order
  }
}

/// A schema while it is compiled.
struct DraftNode {
  /// Position in ``SchemaLibrary/places``.
  let place: Int
  /// Position in ``DynamicScopes``.
  let scope: Int
  var types: TypeSet = .all
  var tracks = false
  var format: String?
  var common: [Instruction] = []
  var numbers: [Instruction] = []
  var texts: [Instruction] = []
  var lists: [Instruction] = []
  var objects: [Instruction] = []

  init(place: Int, scope: Int) { (self.place, self.scope) = (place, scope) }
}

/// What dynamic anchors mean on the ways to schemas: for each name the place of the outermost schema that has it.
struct DynamicScopes {
  /// The scope in which nothing means anything.
  static let none = 0

  private var bindings: [[String: Int]] = [[:]]
  private var known: [[String: Int]: Int] = [[:]: 0]
  private var entered: [Step: Int] = [:]

  private struct Step: Hashable {
    let resource: Int
    let scope: Int
  }

  /// The scope behind the door of a resource.
  mutating func entering(_ index: Int, _ resource: SchemaResource, from scope: Int) -> Int {
    if resource.dynamicAnchors.isEmpty { return scope }
    let step = Step(resource: index, scope: scope)
    if let found = entered[step] { return found }
    var inner = bindings[scope]
    for anchor in resource.dynamicAnchors where inner[anchor.name] == nil { inner[anchor.name] = anchor.place }
    let result = known[inner] ?? bindings.count
    if result == bindings.count {
      bindings.append(inner)
      known[inner] = result
    }
    entered[step] = result
    return result
  }

  /// What an anchor means in a scope.
  func place(of anchor: String, in scope: Int) -> Int? { bindings[scope][anchor] }
}
