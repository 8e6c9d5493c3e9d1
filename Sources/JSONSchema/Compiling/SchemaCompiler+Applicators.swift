import CEL

/// Keywords that apply other schemas.
extension SchemaCompiler {
  mutating func combinations(_ schema: SchemaKeywords, _ node: NodeID) {
    for (keyword, operation) in [(Keyword.allOf, Operation.allOf), (.anyOf, .anyOf), (.oneOf, .oneOf)] {
      guard let value = schema[keyword] else { continue }
      let forms = list(children(keyword, value, node))
      if !forms.isEmpty {
        nodes[Int(node)].common.append(Instruction(operation, forms.lowerBound, Int32(forms.count)))
      }
    }
    if let value = schema[.not] {
      nodes[Int(node)].common.append(Instruction(.not, child(value, node, "/not")))
    }
    func branch(_ keyword: Keyword, _ compiler: inout SchemaCompiler) -> NodeID {
      schema[keyword].map { compiler.child($0, node, "/\(keyword.rawValue)") } ?? .none
    }
    let test = branch(.ifSchema, &self)
    let then = branch(.thenSchema, &self)
    let otherwise = branch(.elseSchema, &self)
    // Alone, `if` still says what was looked at; `then` and `else` alone say nothing.
    guard test != .none else { return }
    nodes[Int(node)].common.append(Instruction(.condition, Int32(tables.conditions.count)))
    tables.conditions.append(Condition(test: test, then: then, otherwise: otherwise))
  }

  mutating func lists(_ schema: SchemaKeywords, _ node: NodeID) {
    if let count = count(.minItems, schema[.minItems], node), count > 0 {
      nodes[Int(node)].lists.append(Instruction(.minItems, count))
    }
    if let count = count(.maxItems, schema[.maxItems], node) {
      nodes[Int(node)].lists.append(Instruction(.maxItems, count))
    }
    if flag(.uniqueItems, schema[.uniqueItems], node) { nodes[Int(node)].lists.append(Instruction(.uniqueItems)) }
    let prefix = schema[.prefixItems].map { children(.prefixItems, $0, node) } ?? []
    var rest = NodeID.none
    if let value = schema[.items] {
      if value.asList != nil {
        note(.invalid, node, "/items", "`items` must be a schema: for a list of schemas 2020-12 has `prefixItems`")
      } else {
        rest = child(value, node, "/items")
      }
    }
    if !prefix.isEmpty || rest != .none {
      nodes[Int(node)].lists.append(Instruction(.elements, Int32(tables.elements.count)))
      tables.elements.append(ElementRule(prefix: list(prefix), rest: rest))
    }
    let least = count(.minContains, schema[.minContains], node)
    let most = count(.maxContains, schema[.maxContains], node)
    guard let value = schema[.contains] else { return }
    nodes[Int(node)].lists.append(Instruction(.contains, Int32(tables.contains.count)))
    tables.contains.append(
      ContainsRule(
        node: child(value, node, "/contains"), least: least.map { Int($0) } ?? 1, most: most.map { Int($0) } ?? .max))
  }

  mutating func objects(_ schema: SchemaKeywords, _ node: NodeID) {
    if let count = count(.minProperties, schema[.minProperties], node), count > 0 {
      nodes[Int(node)].objects.append(Instruction(.minProperties, count))
    }
    if let count = count(.maxProperties, schema[.maxProperties], node) {
      nodes[Int(node)].objects.append(Instruction(.maxProperties, count))
    }
    properties(schema, node)
    dependencies(schema, node)
  }

  private mutating func properties(_ schema: SchemaKeywords, _ node: NodeID) {
    var rules: [FieldRule] = []
    var positions: [Text: Int] = [:]
    for field in schema[.properties].map({ self.fields(.properties, $0, node) }) ?? [] {
      positions[field.name] = rules.count
      rules.append(FieldRule(name: FieldName(field.name), node: field.node, isRequired: false))
    }
    let required = schema[.required].map { self.names($0, node, "/required") } ?? []
    for name in required {
      if let position = positions[name.text] {
        rules[position].isRequired = true
      } else {
        rules.append(FieldRule(name: name, node: .none, isRequired: true))
      }
    }
    let firstPattern = Int32(tables.patternFields.count)
    for field in schema[.patternProperties].map({ self.fields(.patternProperties, $0, node) }) ?? [] {
      let pointer = "/patternProperties/\(JSONPointer.escape(field.name.string))"
      guard let pattern = self.pattern(field.name, node, pointer) else { continue }
      tables.patternFields.append(PatternField(pattern: pattern, node: field.node))
    }
    let additional = schema[.additionalProperties].map { child($0, node, "/additionalProperties") } ?? .none
    let names = schema[.propertyNames].map { child($0, node, "/propertyNames") } ?? .none
    let patterns = firstPattern..<Int32(tables.patternFields.count)
    guard !rules.isEmpty || !patterns.isEmpty || additional != .none || names != .none else { return }
    let (fields, slots) = tables.append(rules)
    nodes[Int(node)].objects.append(Instruction(.properties, Int32(tables.objects.count)))
    tables.objects.append(
      ObjectRule(
        fields: fields, required: Int32(required.count), slots: slots, patterns: patterns, additional: additional,
        names: names))
  }

  private mutating func dependencies(_ schema: SchemaKeywords, _ node: NodeID) {
    if let value = schema[.dependentRequired] {
      if let map = value.asMap {
        for entry in map.entries { dependency(entry, .dependentRequired, node) }
      } else {
        note(.invalid, node, "/dependentRequired", "`dependentRequired` must be an object of lists of names")
      }
    }
    for field in schema[.dependentSchemas].map({ self.fields(.dependentSchemas, $0, node) }) ?? [] {
      add(Dependency(trigger: FieldName(field.name), required: [], node: field.node), node, isOld: false)
    }
    guard let value = schema[.dependencies] else { return }
    // Of older drafts, and still described by the meta-schema: it says what the two above say.
    guard let map = value.asMap else {
      note(.invalid, node, "/dependencies", "`dependencies` must be an object of schemas and lists of names")
      return
    }
    for entry in map.entries { dependency(entry, .dependencies, node) }
  }

  private mutating func dependency(_ entry: (key: Value, value: Value), _ keyword: Keyword, _ node: NodeID) {
    guard let name = entry.key.asText else { return }
    let pointer = "/\(keyword.rawValue)/\(JSONPointer.escape(name.string))"
    var dependency = Dependency(trigger: FieldName(name), required: [], node: .none)
    if keyword == .dependencies, entry.value.asList == nil {
      dependency.node = child(entry.value, node, pointer)
    } else {
      dependency.required = names(entry.value, node, pointer)
    }
    add(dependency, node, isOld: keyword == .dependencies)
  }

  private mutating func add(_ dependency: Dependency, _ node: NodeID, isOld: Bool) {
    let operation = dependency.node == .none ? Operation.dependentRequired : .dependentSchema
    nodes[Int(node)].objects.append(Instruction(operation, Int32(tables.dependencies.count), isOld ? 1 : 0))
    tables.dependencies.append(dependency)
  }

  /// They come last, when all others have said what they looked at.
  mutating func unevaluated(_ schema: SchemaKeywords, _ node: NodeID) {
    if let value = schema[.unevaluatedItems] {
      nodes[Int(node)].lists.append(Instruction(.unevaluatedItems, child(value, node, "/unevaluatedItems")))
      nodes[Int(node)].tracks = true
    }
    if let value = schema[.unevaluatedProperties] {
      nodes[Int(node)].objects.append(Instruction(.unevaluatedProperties, child(value, node, "/unevaluatedProperties")))
      nodes[Int(node)].tracks = true
    }
  }
}
