import CEL

/// From the keywords of one schema to instructions.
extension SchemaCompiler {
  mutating func compile(_ node: NodeID) {
    let place = library.places[nodes[Int(node)].place]
    guard case .map(let map) = place.value else {
      // `true` is no node of its own.
      nodes[Int(node)].common = [Instruction(.never)]
      return
    }
    var schema = SchemaKeywords()
    for entry in map.entries {
      guard let name = entry.key.asText else { continue }
      guard let keyword = Keyword(name) else {
        foreign(name.string, node)
        continue
      }
      guard library.understands(keyword, place.resource) else { continue }
      schema[keyword] = entry.value
    }
    core(schema, node)
    combinations(schema, node)
    values(schema, node)
    numbers(schema, node)
    texts(schema, node)
    lists(schema, node)
    objects(schema, node)
    unevaluated(schema, node)
    annotations(schema, node)
  }

  // MARK: What keywords hold

  /// The node of the schema at a pointer below a node's own.
  mutating func child(_ value: Value, _ node: NodeID, _ rest: String) -> NodeID {
    let draft = nodes[Int(node)]
    let place = library.places[draft.place]
    guard SchemaCompiler.isSchema(value) else {
      note(.invalid, node, rest, "\(SchemaCompiler.shown(rest)) must be a schema: an object, `true` or `false`")
      return .anything
    }
    guard let child = library.documents[place.document].places[place.pointer + rest] else { return .anything }
    return self.node(child, from: draft.scope)
  }

  /// The last keyword of a pointer, in backticks.
  private static func shown(_ rest: String) -> String {
    let keys = JSONPointer.keys(rest) ?? []
    return keys.count < 2 ? "`\(keys.first ?? "")`" : "`\(keys[1])` in `\(keys[0])`"
  }

  /// The nodes of a list of schemas.
  mutating func children(_ keyword: Keyword, _ value: Value, _ node: NodeID) -> [NodeID] {
    guard case .list(let list) = value, !list.isEmpty else {
      note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be a list of schemas, with one at least")
      return []
    }
    return list.enumerated().map { child($0.element, node, "/\(keyword.rawValue)/\($0.offset)") }
  }

  /// The nodes of an object of schemas, with their names.
  mutating func fields(_ keyword: Keyword, _ value: Value, _ node: NodeID) -> [(name: Text, node: NodeID)] {
    guard case .map(let map) = value else {
      note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be an object of schemas")
      return []
    }
    return map.entries.compactMap { entry in
      guard let name = entry.key.asText else { return nil }
      return (name, child(entry.value, node, "/\(keyword.rawValue)/\(JSONPointer.escape(name.string))"))
    }
  }

  /// A list of different texts.
  mutating func names(_ value: Value, _ node: NodeID, _ rest: String) -> [FieldName] {
    var seen: Set<Text> = []
    var names: [FieldName] = []
    var isRight = true
    for element in value.asList ?? [] {
      guard let name = element.asText, seen.insert(name).inserted else {
        isRight = false
        continue
      }
      names.append(FieldName(name))
    }
    if value.asList == nil || !isRight {
      var message = "\(SchemaCompiler.shown(rest)) must be a list of names, each once"
      if case .bool = value { message += ": it stands in the object whose properties it names" }
      note(.invalid, node, rest, message)
    }
    return names
  }

  /// A number of things. More than any value can have is as good as the most that fits.
  mutating func count(_ keyword: Keyword, _ value: Value?, _ node: NodeID) -> Int32? {
    guard let value else { return nil }
    if let number = JSONNumber(value), number.isWhole, number.compared(to: .int(0)) >= 0 {
      guard number.compared(to: .int(Int64(Int32.max))) < 0 else { return .max }
      switch number {
      case .int(let int): return Int32(int)
      case .uint: return .max
      case .double(let double): return Int32(double)
      }
    }
    note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be a whole number, 0 or more")
    return nil
  }

  /// `true` or `false`.
  mutating func flag(_ keyword: Keyword, _ value: Value?, _ node: NodeID) -> Bool {
    guard let value else { return false }
    if case .bool(let bool) = value { return bool }
    note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be `true` or `false`")
    return false
  }

  /// A text.
  mutating func text(_ keyword: Keyword, _ value: Value?, _ node: NodeID) -> String? {
    guard let value else { return nil }
    if let text = value.asString { return text }
    note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be a text")
    return nil
  }

  /// Puts nodes into the table of lists.
  mutating func list(_ nodes: [NodeID]) -> Range<Int32> {
    let first = Int32(tables.lists.count)
    tables.lists += nodes
    return first..<Int32(tables.lists.count)
  }
}

/// The values of the keywords of one schema.
struct SchemaKeywords {
  private var values: [Keyword: Value] = [:]

  subscript(keyword: Keyword) -> Value? {
    get { values[keyword] }
    set { values[keyword] = newValue }
  }
}
