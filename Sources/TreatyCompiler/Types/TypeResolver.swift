import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What a type in a spec says of a value.
struct FieldType {
  var type: TypeText
  var isOptional: Bool
  var about: String?
  var dataClass = DataClass.public
  var constraints = Constraints()
}

extension Lowering {
  /// Makes a record type of fields; nested records and enumerations get names from their place.
  mutating func record(_ name: String, _ fields: [Named<Node>], isOpen: Bool) -> TypeText {
    var planned: [PlannedField] = []
    for field in fields {
      let type = fieldType(field.value, named: "\(name).\(TypeText.name(field.name.value))")
      planned.append(
        PlannedField(
          name: field.name.value, type: type.type, isOptional: type.isOptional, about: type.about,
          dataClass: type.dataClass,
          constraints: type.constraints.isEmpty ? nil : type.constraints))
      fieldPlaces["\(name).\(field.name.value)"] = field.name.span
    }
    add(PlannedType(name: name, fields: planned, isOpen: isOpen))
    return TypeText("@\(name)")
  }

  /// Makes a record type of what a connector declares.
  mutating func record(_ name: String, _ schema: FieldsOrSchema, isOpen: Bool) -> TypeText {
    switch schema {
    case .fields(let fields): record(name, fields, isOpen: isOpen)
    case .document(let document): record(name, document, isOpen: isOpen)
    }
  }

  /// Reads a type as it stands in a spec.
  mutating func fieldType(_ node: Node, named name: String) -> FieldType {
    switch node.kind {
    case .scalar: return written(node, node.text, named: name)
    case .sequence:
      guard node.elements.count == 1 else {
        return unknown(node, "a list's type is written `[string]`, with the type of its elements")
      }
      let element = fieldType(node.elements[0], named: name)
      return FieldType(type: TypeText("list(\(element.type))"), isOptional: false, dataClass: element.dataClass)
    case .mapping:
      let entries = node.entries
      if entries.count == 1, entries[0].key.text == "string" {
        let value = fieldType(entries[0].value, named: name)
        return FieldType(type: TypeText("map(string, \(value.type))"), isOptional: false, dataClass: value.dataClass)
      }
      return described(node, named: name)
    }
  }

  private mutating func unknown(_ node: Node, _ mend: String) -> FieldType {
    findings.add(
      Diagnostic(
        code: .unknownType, severity: .error, message: "this is not a type", primary: Label(span: node.span),
        fixes: [Fix(title: mend)]))
    return FieldType(type: "dyn", isOptional: false)
  }

  /// `{type: string, max: 200}`, `{enum: [a, b]}`, `{fields: {…}}`.
  private mutating func described(_ node: Node, named name: String) -> FieldType {
    var reader = SpecReader()
    let read = reader.read(FieldDeclaration.self, from: node)
    findings.add(contentsOf: reader.findings)
    guard let declaration = read else { return FieldType(type: "dyn", isOptional: false) }
    var field: FieldType
    if let values = declaration.values {
      hold(values)
      add(PlannedType(name: name, values: values.map { $0.value }))
      field = FieldType(type: TypeText("@\(name)"), isOptional: false)
    } else if let fields = declaration.fields {
      field = FieldType(type: record(name, fields, isOpen: declaration.isOpen), isOptional: false)
    } else if let type = declaration.type {
      field = fieldType(type, named: name)
    } else {
      field = FieldType(type: "dyn", isOptional: false)
    }
    if let isOptional = declaration.isOptional { field.isOptional = isOptional }
    field.about = declaration.about
    field.dataClass = DataClass(rawValue: declaration.dataClass.rawValue) ?? .public
    field.constraints.minLength = declaration.isNumeric ? nil : declaration.min.map { Int($0) }
    field.constraints.maxLength = declaration.isNumeric ? nil : declaration.max.map { Int($0) }
    field.constraints.minimum = declaration.isNumeric ? declaration.min : nil
    field.constraints.maximum = declaration.isNumeric ? declaration.max : nil
    field.constraints.pattern = declaration.pattern?.value
    if let pattern = declaration.pattern { hold(pattern: pattern) }
    if declaration.visibility != nil || declaration.owner != nil || declaration.unit != nil || declaration.isUnique {
      fieldCares[name] = FieldCare(
        visibility: declaration.visibility, owner: declaration.owner, unit: declaration.unit,
        isUnique: declaration.isUnique)
    }
    return field
  }

  /// No value of an enumeration stands twice.
  private mutating func hold(_ values: [Located<String>]) {
    var first: [String: Span] = [:]
    for value in values {
      guard let earlier = first.updateValue(value.span, forKey: value.value) else { continue }
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "the value `\(value.value)` stands here a second time",
          primary: Label(span: value.span), related: [Label(span: earlier, text: "the first is here")],
          fixes: [Fix(title: "keep one of them")]))
    }
  }

  private mutating func hold(pattern: Located<String>) {
    var environment = Environment()
    environment.declare("text", .string)
    let literal = String(decoding: Value.string(pattern.value).json(), as: UTF8.self)
    for issue in environment.compile("text.matches(\(literal))", expecting: .bool).issues {
      findings.add(
        Diagnostic(code: .badPattern, severity: .error, message: issue.message, primary: Label(span: pattern.span)))
    }
  }

  static let scalarTypes: [String: TypeText] = [
    "bool": "bool", "int": "int", "number": "double", "string": "string", "bytes": "bytes", "timestamp": "timestamp",
    "duration": "duration",
    "url": "string", "email": "string", "json": "dyn", "any": "dyn",
  ]

  /// A type as text: `string`, `string?`, `[int]`, `{string: any}?`, or the name of a model, enumeration or a connector's record.
  private mutating func written(_ node: Node, _ text: String, named name: String, depth: Int = 0) -> FieldType {
    // As deep as the text of a type may be in a plan.
    guard depth < 32 else { return unknown(node, "types are nested at most 32 deep: give the inner ones names") }
    var text = text.trimmed
    var isOptional = false
    if text.hasSuffix("?") {
      isOptional = true
      text = String(text.dropLast()).trimmed
    }
    if let scalar = Lowering.scalarTypes[text] { return FieldType(type: scalar, isOptional: isOptional) }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let element = written(node, String(text.dropFirst().dropLast()), named: name, depth: depth + 1)
      return FieldType(type: TypeText("list(\(element.type))"), isOptional: isOptional)
    }
    if text.hasPrefix("{string:"), text.hasSuffix("}") {
      let value = written(node, String(text.dropFirst(8).dropLast()), named: name, depth: depth + 1)
      return FieldType(type: TypeText("map(string, \(value.type))"), isOptional: isOptional)
    }
    if let found = typeNamed(text, from: node.span) { return FieldType(type: found, isOptional: isOptional) }
    // What could not be read may be just this.
    if !namespace.mayDeclare(anyOf: text, from: node.span) { findings.add(unknownType(text, node)) }
    return FieldType(type: "dyn", isOptional: isOptional)
  }

  private func unknownType(_ text: String, _ node: Node) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .unknownType, severity: .error, message: "there is no type `\(text)`", primary: Label(span: node.span))
    let scalars = Lowering.scalarTypes.keys.sorted()
    let known = scalars + namespace.visible(.models, from: node.span) + types.names
    if let meant = TypeNotations.meaning(of: text, scalars: scalars)
      ?? NearName.suggest(for: text, among: known.sorted())
    {
      // Within a longer type only that part is replaced by the one who mends it.
      let edits = node.text.trimmed == text ? [Edit(span: node.span, replacement: meant)] : []
      diagnostic.fixes = [Fix(title: "did you mean `\(meant)`?", edits: edits)]
    } else {
      diagnostic.fixes = [
        Fix(
          title:
            "types are \(scalars.joined(separator: ", ")), `[T]`, `{string: T}`, models, and fields of them such as `incident.state`"
        )
      ]
    }
    return diagnostic
  }

  /// A model, a connector's record, or a field of either: `incident`, `incident.severity`, `request-tracker.ticket.Status`.
  private mutating func typeNamed(_ text: String, from span: Span) -> TypeText? {
    var parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first else { return nil }
    let head = Located(first, at: span)
    if let model = namespace.canonical(head, .models) {
      _ = modelType(model)
      parts[0] = model
    } else if let connector = namespace.canonical(head, .connectors) {
      interface(of: connector)
      parts[0] = connector
    }
    let name = parts.joined(separator: ".")
    if types.type(named: name) != nil { return TypeText("@\(name)") }
    // A field that has no name of its own, such as a plain text.
    guard let field = parts.last, let owner = types.type(named: parts.dropLast().joined(separator: ".")) else {
      return nil
    }
    return owner.fields?.first { $0.name == field }?.type
  }

  /// The type of a model; made when it is first asked for, so that models can refer to each other.
  mutating func modelType(_ name: String) -> TypeText? {
    guard let model = namespace.models[name] else { return nil }
    if types.type(named: name) == nil {
      add(PlannedType(name: name, fields: [], isOpen: false))
      if let schema = model.value.schema {
        _ = record(name, schema, isOpen: false)
      } else {
        _ = record(name, model.value.fields, isOpen: false)
      }
    }
    return TypeText("@\(name)")
  }
}

extension String {
  var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
