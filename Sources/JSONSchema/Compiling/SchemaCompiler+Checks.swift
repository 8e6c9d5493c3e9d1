import CEL

/// What is looked at when all schemas are there.
extension SchemaCompiler {
  /// Schemas within each other that may apply to one part of a value.
  private static let mostNesting = 100

  /// Finds references that lead back to where they stand without going into the value: checking would never end. And schemas within
  /// each other at one part of a value, which take the evaluation's stack.
  ///
  /// Goes through the schemas depth first, with a list instead of recursion.
  mutating func checkLoops() {
    var state = [UInt8](repeating: 0, count: nodes.count)  // 1: on the way, 2: done
    var nesting = [Int](repeating: 0, count: nodes.count)
    for start in nodes.indices where state[start] == 0 {
      var way: [(node: Int, next: [NodeID])] = [(start, applied(start))]
      state[start] = 1
      while let last = way.indices.last {
        let node = way[last].node
        guard let next = way[last].next.popLast().map({ Int($0) }) else {
          state[node] = 2
          nesting[node] = applied(node).map { nesting[Int($0)] + 1 }.max() ?? 0
          if nesting[node] > SchemaCompiler.mostNesting { return noteNesting(node) }
          way.removeLast()
          continue
        }
        if state[next] == 1 { return noteLoop(way.map(\.node).drop { $0 != next }) }
        guard state[next] == 0 else { continue }
        state[next] = 1
        way.append((next, applied(next)))
      }
    }
  }

  /// The schemas that a schema applies to the same part of a value, the first last.
  private func applied(_ node: Int) -> [NodeID] {
    var found: [NodeID] = []
    for instruction in nodes[node].common + nodes[node].objects {
      let place = Int(instruction.first)
      switch instruction.operation {
      case .reference, .not: found.append(instruction.first)
      case .allOf, .anyOf, .oneOf: found += tables.lists[place..<place + Int(instruction.second)]
      case .condition:
        let condition = tables.conditions[place]
        found += [condition.test, condition.then, condition.otherwise]
      case .dependentSchema: found.append(tables.dependencies[place].node)
      default: break
      }
    }
    return found.filter { $0 > .anything }.reversed()
  }

  private mutating func noteLoop(_ way: ArraySlice<Int>) {
    // A way that comes back has a reference in it.
    let node = way.first { nodes[$0].common.contains { $0.operation == .reference } } ?? way.first ?? 0
    let keyword = nodes[node].common.first { $0.operation == .reference }?.second == 1 ? "$dynamicRef" : "$ref"
    note(
      .loop, NodeID(node), "/\(keyword)",
      "`\(keyword)` leads back to this schema without going into the value, so that checking would never end")
  }

  private mutating func noteNesting(_ node: Int) {
    note(
      .tooLarge, NodeID(node), "",
      "more than \(SchemaCompiler.mostNesting) schemas apply to one part of a value, each through the one before")
  }

  /// Holds each document against the meta-schema that its `$schema` names. What the compiler has found itself it has told better.
  mutating func checkDocuments() {
    for document in library.documents.indices where !library.documents[document].isBuiltIn {
      guard let root = library.documents[document].places[""] else { continue }
      let uri = library.resources[library.places[root].resource].dialect.metaSchema
      guard let metaSchema = metaSchema(uri, document) else { continue }
      let known = library.problems.filter { $0.document == library.documents[document].name }.map(\.pointer)
      for violation in metaSchema.validate(library.documents[document].value)
      where !known.contains(where: { $0.hasPrefix(violation.pointer) || violation.pointer.hasPrefix($0) }) {
        library.note(
          .invalid, document, violation.pointer, "\(violation.message) (\(violation.keyword) of its meta-schema)")
      }
    }
  }

  private mutating func metaSchema(_ uri: String, _ document: Int) -> CompiledSchema? {
    if uri == MetaSchema.uri { return MetaSchema.compiled }
    guard let value = library.document(uri) else { return nil }
    let compiled = SchemaCompiler.compile(
      value, baseURI: uri, resources: library.given, metaSchemas: .standard, checksDocument: false)
    if let problem = compiled.problems.first {
      library.note(.invalid, document, "/$schema", "its meta-schema `\(uri)` is wrong itself: \(problem)")
    }
    return compiled.schema
  }
}
