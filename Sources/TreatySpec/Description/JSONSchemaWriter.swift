/// The JSON Schema (2020-12) of the language, worked out from the descriptions of its declarations: `grammar/treaty.schema.json`.
public enum JSONSchemaWriter {
  /// The schema: a manifest, or a file of sections.
  public static func schema() -> String {
    var definitions: [String: SchemaNode] = [:]
    let manifest = reference(Manifest.outline, &definitions)
    let file = reference(SpecFile.outline, &definitions)
    definitions["type"] = type(&definitions)
    let root = SchemaNode.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("$id", .text("urn:treaty:schema:1")),
      ("title", .text("Treaty specs, edition 1")),
      (
        "description",
        .text(
          "Written from the descriptions of the declarations in Sources/TreatySpec. `treaty.yaml` is a manifest, `*.treaty.yaml` a spec file."
        )
      ),
      ("oneOf", .list([manifest, file])),
      ("$defs", .object(definitions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
    ])
    return root.render() + "\n"
  }

  /// A type: its name, a list or mapping of it as YAML's own, or a field with what else must be true of it.
  private static func type(_ definitions: inout [String: SchemaNode]) -> SchemaNode {
    let itself = SchemaNode.object([("$ref", .text("#/$defs/type"))])
    let name = SchemaNode.object([("type", .text("string")), ("x-treaty-grammar", .text("type"))])
    let list = SchemaNode.object([
      ("type", .text("array")), ("items", itself), ("minItems", .number(1)), ("maxItems", .number(1)),
    ])
    let mapping = SchemaNode.object([
      ("type", .text("object")), ("properties", .object([("string", itself)])), ("required", .list([.text("string")])),
      ("additionalProperties", .bool(false)),
    ])
    return .object([("anyOf", .list([name, list, mapping, reference(FieldDeclaration.outline, &definitions)]))])
  }

  private static func key(_ outline: Outline) -> String {
    String(outline.name.map { $0 == " " ? "-" : $0 }.filter { $0 != "'" })
  }

  private static func reference(_ outline: Outline, _ definitions: inout [String: SchemaNode]) -> SchemaNode {
    let name = key(outline)
    if definitions[name] == nil {
      // Declarations may hold each other: the name is there before its content is.
      definitions[name] = .object([])
      definitions[name] = declaration(outline, &definitions)
    }
    return .object([("$ref", .text("#/$defs/\(name)"))])
  }

  private static func declaration(_ outline: Outline, _ definitions: inout [String: SchemaNode]) -> SchemaNode {
    var properties: [(String, SchemaNode)] = []
    for key in outline.keys {
      var fields: [(String, SchemaNode)] = [("description", .text(key.doc))]
      if let shown = key.shown { fields.append(("x-treaty-default", .text(shown))) }
      if let otherwise = key.otherwise { fields.append(("x-treaty-otherwise", .text(otherwise))) }
      if let example = key.example { fields.append(("x-treaty-example", .text(example))) }
      if let scope = key.notes.scope { fields.append(("x-treaty-scope", .text(scope))) }
      if key.notes.isCheckedOnly { fields.append(("x-treaty-runs", .bool(false))) }
      if key.notes.deprecated != nil { fields.append(("deprecated", .bool(true))) }
      if case .object(let form) = node(key.form(), &definitions) { fields += form }
      properties.append((key.name, .object(fields)))
    }
    var fields: [(String, SchemaNode)] = [
      ("description", .text(outline.doc)), ("type", .text("object")), ("additionalProperties", .bool(false)),
      ("properties", .object(properties)),
    ]
    let required = outline.keys.filter { $0.isRequired }.map { $0.name }
    if !required.isEmpty { fields.append(("required", .list(required.map { .text($0) }))) }
    return .object(fields + together(outline.rules))
  }

  /// What must be true of the keys together.
  private static func together(_ rules: KeyRules) -> [(String, SchemaNode)] {
    func has(_ key: String) -> SchemaNode { .object([("required", .list([.text(key)]))]) }
    func oneOf(_ group: [String], _ others: [SchemaNode] = []) -> SchemaNode {
      .object([("oneOf", .list(group.map(has) + others))])
    }
    func none(_ group: [String]) -> SchemaNode { .object([("not", .object([("anyOf", .list(group.map(has)))]))]) }
    let groups =
      rules.exactlyOne.map { oneOf($0) } + rules.atMostOne.map { oneOf($0, [none($0)]) }
      + rules.atLeastOne.map { .object([("anyOf", .list($0.map(has)))]) }
    var fields: [(String, SchemaNode)] = []
    if !groups.isEmpty { fields.append(("allOf", .list(groups))) }
    if !rules.onlyWith.isEmpty {
      let schemas = rules.onlyWith.map { ($0.key, SchemaNode.object([("anyOf", .list($0.others.map(has)))])) }
      fields.append(("dependentSchemas", .object(schemas)))
    }
    if !rules.needs.isEmpty {
      fields.append(
        ("dependentRequired", .object(rules.needs.map { ($0.key, .list($0.others.map { .text($0) })) })))
    }
    return fields
  }

  private static func node(_ form: Form, _ definitions: inout [String: SchemaNode]) -> SchemaNode {
    func type(_ name: String) -> (String, SchemaNode) { ("type", .text(name)) }
    // YAML writes texts, numbers and truth values alike.
    let scalar = SchemaNode.list([.text("string"), .text("number"), .text("boolean")])
    switch form {
    case .text: return .object([("type", scalar)])
    case .grammar(let grammar, let bounds):
      let fields = [
        type("string"), ("pattern", .text(grammar.pattern)), ("x-treaty-grammar", .text(grammar.noun)),
      ]
      return .object(fields + (bounds.map { [("x-treaty-bounds", .text($0))] } ?? []))
    case .integer(let range):
      return .object([type("integer"), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))])
    case .number(let range):
      // Beyond that it is no bound, but what a number can be.
      guard range.upperBound < 1e300 else { return .object([type("number")]) }
      return .object([
        type("number"), ("minimum", .number(Int(range.lowerBound))), ("maximum", .number(Int(range.upperBound))),
      ])
    case .flag: return .object([type("boolean")])
    case .choice(let words): return .object([("enum", .list(words.map { .text($0) }))])
    case .template: return .object([("type", scalar), ("x-treaty-grammar", .text("template"))])
    case .expression: return .object([("type", scalar), ("x-treaty-grammar", .text("expression"))])
    case .constant: return .object([("type", scalar)])
    case .construction: return .object([("x-treaty-grammar", .text("value with templates"))])
    case .type: return .object([("$ref", .text("#/$defs/type"))])
    case .reference(let kind): return .object([type("string"), ("x-treaty-reference", .text(kind.noun))])
    case .list(let element): return .object([type("array"), ("items", node(element, &definitions))])
    case .map(let value, let keys):
      let names = keys.map { [("propertyNames", SchemaNode.object([("pattern", .text($0.pattern))]))] } ?? []
      return .object([type("object")] + names + [("additionalProperties", node(value, &definitions))])
    case .declaration(let outline): return reference(outline, &definitions)
    case .either(let forms): return .object([("anyOf", .list(forms.map { node($0, &definitions) }))])
    }
  }
}

/// A JSON value whose fields keep their order.
private indirect enum SchemaNode {
  case text(String)
  case number(Int)
  case bool(Bool)
  case list([SchemaNode])
  case object([(String, SchemaNode)])

  func render(_ indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return SchemaNode.quote(text)
    case .number(let number): return "\(number)"
    case .bool(let bool): return "\(bool)"
    case .list(let elements):
      if elements.isEmpty { return "[]" }
      return "[\n" + elements.map { inner + $0.render(inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let fields):
      if fields.isEmpty { return "{}" }
      return "{\n" + fields.map { "\(inner)\(SchemaNode.quote($0.0)): \($0.1.render(inner))" }.joined(separator: ",\n")
        + "\n\(indent)}"
    }
  }

  private static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
