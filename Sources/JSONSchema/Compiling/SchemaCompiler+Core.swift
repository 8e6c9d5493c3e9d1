import CEL

/// Identifiers, references, and what says nothing about values.
extension SchemaCompiler {
  mutating func core(_ schema: SchemaKeywords, _ node: NodeID) {
    for keyword in [Keyword.id, .schema, .comment] { _ = text(keyword, schema[keyword], node) }
    for keyword in [Keyword.anchor, .dynamicAnchor] {
      guard let name = text(keyword, schema[keyword], node), !SchemaLibrary.isAnchor(name) else { continue }
      note(
        .invalid, node, "/\(keyword.rawValue)",
        "`\(keyword.rawValue)` must begin with a letter or `_`, and go on with letters, digits, `-`, `_` and `.`")
    }
    if let value = schema[.vocabulary] {
      let areFlags = value.asMap?.entries.allSatisfy { $0.value.asBool != nil } ?? false
      if !areFlags { note(.invalid, node, "/$vocabulary", "`$vocabulary` must say `true` or `false` for each URI") }
    }
    for keyword in [Keyword.defs, .definitions] {
      // They are compiled where something refers to them, and what nothing refers to at the end.
      if let value = schema[keyword] { definitions(keyword, value, node) }
    }
    if let value = schema[.contentSchema], !SchemaCompiler.isSchema(value) { _ = child(value, node, "/contentSchema") }
    for keyword in [Keyword.recursiveRef, .recursiveAnchor] where schema[keyword] != nil {
      let now = keyword == .recursiveRef ? "$dynamicRef" : "$dynamicAnchor"
      note(
        .unsupported, node, "/\(keyword.rawValue)",
        "`\(keyword.rawValue)` is of draft 2019-09: 2020-12 has `\(now)` instead")
    }
    if let reference = text(.ref, schema[.ref], node), let place = resolve(reference, .ref, node) {
      refer(to: place, node, isDynamic: false)
    }
    if let reference = text(.dynamicRef, schema[.dynamicRef], node), let place = resolve(reference, .dynamicRef, node) {
      refer(to: meaning(of: reference, place, node), node, isDynamic: true)
    }
  }

  private mutating func definitions(_ keyword: Keyword, _ value: Value, _ node: NodeID) {
    guard case .map(let map) = value else {
      note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be an object of schemas")
      return
    }
    for entry in map.entries where !SchemaCompiler.isSchema(entry.value) {
      _ = child(entry.value, node, "/\(keyword.rawValue)/\(JSONPointer.escape(entry.key.asString ?? ""))")
    }
  }

  private mutating func refer(to place: Int, _ node: NodeID, isDynamic: Bool) {
    let target = self.node(place, from: nodes[Int(node)].scope)
    if target != .anything { nodes[Int(node)].common.append(Instruction(.reference, target, isDynamic ? 1 : 0)) }
  }

  private mutating func resolve(_ reference: String, _ keyword: Keyword, _ node: NodeID) -> Int? {
    let resource = library.places[nodes[Int(node)].place].resource
    switch library.resolve(reference, from: resource) {
    case .success(let place): return place
    case .failure(let failure):
      note(
        .unresolvedReference, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` leads nowhere: \(failure.message)")
      return nil
    }
  }

  /// What a dynamic reference means, where `place` is what it would mean as a plain one: where that is a dynamic anchor, the
  /// outermost schema on the way that has it (draft 2020-12, core §8.2.3.2).
  private func meaning(of reference: String, _ place: Int, _ node: NodeID) -> Int {
    guard let fragment = URIReference(reference).fragment, let name = URIReference.decode(fragment),
      library.places[place].value["$dynamicAnchor"]?.asString == name
    else { return place }
    return scopes.place(of: name, in: nodes[Int(node)].scope) ?? place
  }

  /// Keywords that say nothing about values: only their form is looked at.
  mutating func annotations(_ schema: SchemaKeywords, _ node: NodeID) {
    for keyword in [Keyword.title, .description, .contentEncoding, .contentMediaType] {
      _ = text(keyword, schema[keyword], node)
    }
    for keyword in [Keyword.deprecated, .readOnly, .writeOnly] { _ = flag(keyword, schema[keyword], node) }
    if let examples = schema[.examples], examples.asList == nil {
      note(.invalid, node, "/examples", "`examples` must be a list")
    }
  }
}
