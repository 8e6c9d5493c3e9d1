import CEL
import JSONSchema
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A JSON Schema in a file.
struct SchemaKey: Hashable {
  var file: FileID
  /// JSON pointer to it.
  var pointer: String
}

/// Record types that come of JSON Schemas.
extension Lowering {
  /// Makes a record type of a JSON Schema; one of which nothing is known where something is wrong with it.
  mutating func record(_ name: String, _ declaration: SchemaDocumentDeclaration, isOpen: Bool) -> TypeText {
    let path = declaration.file
    guard let document = namespace.documents[path.span], let value = document.value,
      let shape = shape(of: document, value, declaration, path), case .type(let root) = shape.root
    else {
      add(PlannedType(unknown: name))
      return TypeText("@\(name)")
    }
    let schema = PlannedSchema(
      document: String(decoding: value.json(), as: UTF8.self), pointer: declaration.at?.value ?? "")
    var names = ShapeNames(root: root, name: name) { [types] in types.type(named: $0) == nil }
    for position in names.run(shape) {
      guard case .object(let fields) = shape.types[position] else {
        if case .choice(let values) = shape.types[position] {
          add(PlannedType(name: names[position], values: values))
        }
        continue
      }
      // What may come besides was held against the schema already.
      let isHeldOpen = isOpen || position != root
      add(
        PlannedType(
          name: names[position], fields: fields.map { planned($0, names, value) }, isOpen: isHeldOpen,
          schema: position == root ? schema : nil))
      notePlaces(of: fields, in: names[position], document)
    }
    return TypeText("@\(name)")
  }

  private func planned(_ field: SchemaShape.Field, _ names: ShapeNames, _ document: Value) -> PlannedField {
    var constraints = Constraints()
    constraints.minLength = field.bounds.minLength
    constraints.maxLength = field.bounds.maxLength
    constraints.minimum = field.bounds.minimum
    constraints.maximum = field.bounds.maximum
    return PlannedField(
      name: field.name, type: names.text(of: field.part), isOptional: field.isOptional,
      about: field.about(in: document),
      constraints: constraints.isEmpty ? nil : constraints)
  }

  private mutating func notePlaces(of fields: [SchemaShape.Field], in type: String, _ document: SchemaDocument) {
    let places = JSONPlaces(document.bytes)
    for field in fields {
      guard let pointer = field.pointer else { continue }
      fieldPlaces["\(type).\(field.name)"] = Span(file: document.file, range: places.range(of: pointer))
    }
  }

  /// The shape of a schema, worked out once; `nil` where something is wrong with it.
  private mutating func shape(
    of document: SchemaDocument, _ value: Value, _ declaration: SchemaDocumentDeclaration, _ path: Located<String>
  ) -> SchemaShape? {
    let key = SchemaKey(file: document.file, pointer: declaration.at?.value ?? "")
    if let known = schemaShapes[key] { return known }
    let schema = PlannedSchema(document: String(decoding: document.bytes, as: UTF8.self), pointer: key.pointer)
    let compilation = schema.compile()
    for problem in compilation.problems {
      let isMissing = problem.kind == .unresolvedReference && problem.pointer.isEmpty
      findings.add(.schemaProblem(problem, document, path, at: isMissing ? declaration.at : nil))
    }
    var shape = compilation.schema?.shape
    if let found = shape, !found.isRecord {
      findings.add(.noRecord(document, key.pointer, path))
      shape = nil
    }
    schemaShapes[key] = .some(shape)
    return shape
  }
}

extension SchemaShape {
  /// Whether it says which fields a record has.
  fileprivate var isRecord: Bool {
    guard case .type(let root) = root, case .object = types[root] else { return false }
    return true
  }
}

/// Names of the types of one shape, from the places at which they are met: `warehouse.item.state`.
private struct ShapeNames {
  private let root: Int
  private var names: [Int: String]
  private let isFree: (String) -> Bool

  init(root: Int, name: String, isFree: @escaping (String) -> Bool) {
    self.root = root
    names = [root: name]
    self.isFree = isFree
  }

  subscript(position: Int) -> String { names[position] ?? "" }

  /// Names all types.
  /// - Returns: their positions, in the order in which they are met.
  mutating func run(_ shape: SchemaShape) -> [Int] {
    var met = [root]
    var taken: Set<String> = [self[root]]
    var next = 0
    while next < met.count {
      if case .object(let fields) = shape.types[met[next]] {
        for field in fields {
          guard let inner = field.part.type, names[inner] == nil else { continue }
          var name = "\(self[met[next]]).\(TypeText.name(field.name))"
          // Names that differ only in what a type's name cannot have.
          while taken.contains(name) || !isFree(name) { name += "_" }
          taken.insert(name)
          names[inner] = name
          met.append(inner)
        }
      }
      next += 1
    }
    return met
  }

  func text(of part: SchemaShape.Part) -> TypeText {
    switch part {
    case .any: "dyn"
    case .bool: "bool"
    case .int: "int"
    case .number: "double"
    case .text: "string"
    case .moment: "timestamp"
    case .list(let element): TypeText("list(\(text(of: element)))")
    case .map(let value): TypeText("map(string, \(text(of: value)))")
    case .type(let position): TypeText("@\(self[position])")
    }
  }
}

extension SchemaShape.Part {
  /// The type in it that has a name.
  fileprivate var type: Int? {
    switch self {
    case .list(let inner), .map(let inner): inner.type
    case .type(let position): position
    default: nil
    }
  }
}
