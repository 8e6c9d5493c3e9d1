public import CEL
import JSONSchema

/// Something about a value that its type does not allow.
public struct Violation: Hashable, Sendable, Codable {
  /// Where in the value: a JSON pointer (RFC 6901), empty for the whole.
  public var pointer: String
  /// What is wrong there, without the value itself.
  public var message: String

  /// A violation.
  public init(pointer: String, message: String) {
    self.pointer = pointer
    self.message = message
  }
}

/// Holds values from outside against a type of the plan, once at the border, so that what is inside can be trusted.
///
/// Built once from the plan. What it lets through has the forms that the checker promised to expressions: texts that stand for
/// times are timestamps, whole numbers where a `double` is declared are doubles, and a `null` in an optional field is a field
/// that is missing. A record that comes of a JSON Schema is held against that first, as it came, compiled here once.
public struct Admission: Sendable {
  private let root: Shape
  private let records: [String: RecordShape]

  /// Most violations that are reported for one value.
  public static let mostViolations = 20

  /// An admission for values of a type. A type text that cannot be read admits everything.
  public init(_ type: TypeText, in catalogue: TypeCatalogue) {
    self.init(type, in: catalogue, holdsSchemas: true)
  }

  private init(_ type: TypeText, in catalogue: TypeCatalogue, holdsSchemas: Bool) {
    var builder = ShapeBuilder(catalogue: catalogue, holdsSchemas: holdsSchemas)
    root = builder.shape(catalogue.resolve(type) ?? .dyn)
    records = builder.finish()
  }

  /// An admission for values that were admitted before and written as JSON. They are not as they came: what was null is not there
  /// any more. So no JSON Schema has a say.
  public static func again(_ type: TypeText, in catalogue: TypeCatalogue) -> Admission {
    Admission(type, in: catalogue, holdsSchemas: false)
  }

  /// The value as expressions will see it, or what is wrong with it.
  public func admit(_ value: Value) -> Result<Value, Refusal> {
    var check = Check(records: records)
    let admitted = check.admit(value, as: root, constraints: nil, at: "")
    return check.violations.isEmpty ? .success(admitted) : .failure(Refusal(violations: check.violations))
  }

  /// Why a value was not admitted.
  public struct Refusal: Error, Hashable, Sendable {
    /// What is wrong, in the order of the value, at most ``Admission/mostViolations``.
    public var violations: [Violation]
  }
}

/// What a value must look like, worked out once.
private indirect enum Shape: Sendable {
  case any
  case scalar(CELType)
  case list(Shape)
  case map(Shape)
  case enumeration(EnumType, Set<Text>)
  case record(String)

  /// Whether a value has this shape as it is, as far as that is seen at once.
  func isSurely(_ value: Value) -> Bool {
    guard case .scalar(let type) = self else { return false }
    switch (type, value) {
    case (.string, .text), (.int, .int), (.bool, .bool), (.double, .double): return true
    default: return false
    }
  }
}

private struct FieldShape: Sendable {
  let name: Text
  let spelling: String
  let isOptional: Bool
  let shape: Shape
  let constraints: ReadyConstraints?
}

private struct RecordShape: Sendable {
  let fields: [FieldShape]
  let isOpen: Bool
  let positions: [Text: Int]
  var schema: ReadySchema?
}

/// A JSON Schema, compiled.
private enum ReadySchema: Sendable {
  case ready(CompiledSchema)
  /// One that does not compile, which a plan that was linked has not. It lets nothing through.
  case broken(String)

  init(_ schema: PlannedSchema) {
    let compilation = schema.compile()
    self = compilation.schema.map { .ready($0) } ?? .broken(compilation.problems.first?.message ?? "it is no schema")
  }
}

/// Constraints with their pattern compiled.
private struct ReadyConstraints: Sendable {
  let plain: Constraints
  let pattern: Program?

  init(_ constraints: Constraints) {
    plain = constraints
    pattern = constraints.pattern.flatMap { pattern in
      var environment = Environment()
      environment.declare("text", .string)
      environment.declare("pattern", .string)
      // A constant pattern is compiled once, here.
      let literal = String(decoding: Value.string(pattern).json(), as: UTF8.self)
      return environment.compile("text.matches(\(literal))", expecting: .bool).program
    }
  }
}

private struct ShapeBuilder {
  let catalogue: TypeCatalogue
  let holdsSchemas: Bool
  private var records: [String: RecordShape] = [:]
  private var pending: [String] = []

  init(catalogue: TypeCatalogue, holdsSchemas: Bool) {
    self.catalogue = catalogue
    self.holdsSchemas = holdsSchemas
  }

  mutating func shape(_ type: CELType) -> Shape {
    switch type {
    case .dyn: return .any
    case .list(let element): return .list(shape(element))
    case .map(_, let value): return .map(shape(value))
    case .optional(let wrapped), .nullable(let wrapped): return shape(wrapped)
    case .enumeration(let enumeration): return .enumeration(enumeration, Set(enumeration.values.map { Text($0) }))
    case .named(let name): return record(name)
    case .record(let record): return self.record(record.name)
    default: return .scalar(type)
    }
  }

  private mutating func record(_ name: String) -> Shape {
    if records[name] == nil, !pending.contains(name) { pending.append(name) }
    return .record(name)
  }

  /// Works out the records that were met, and those that they meet: by a list, not by recursion, since records may contain themselves.
  mutating func finish() -> [String: RecordShape] {
    while let name = pending.popLast() {
      guard records[name] == nil, let type = catalogue.type(named: name) else { continue }
      records[name] = RecordShape(fields: [], isOpen: true, positions: [:])
      let fields = (type.fields ?? []).map { field in
        FieldShape(
          name: Text(field.name), spelling: field.name, isOptional: field.isOptional,
          shape: shape(catalogue.resolve(field.type) ?? .dyn),
          constraints: field.constraints.flatMap { $0.isEmpty ? nil : ReadyConstraints($0) })
      }
      let positions = Dictionary(
        fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
      records[name] = RecordShape(
        fields: fields, isOpen: type.isOpen ?? false, positions: positions,
        schema: holdsSchemas ? type.schema.map { ReadySchema($0) } : nil)
    }
    return records
  }
}

/// One walk over one value.
private struct Check {
  let records: [String: RecordShape]
  var violations: [Violation] = []
  /// Whether it is in a record that was held against a schema, which said all there is to say of what is in it.
  private var isHeld = false

  init(records: [String: RecordShape]) { self.records = records }

  private mutating func refuse(_ value: Value, at pointer: String, _ message: String) -> Value {
    if violations.count < Admission.mostViolations { violations.append(Violation(pointer: pointer, message: message)) }
    return value
  }

  mutating func admit(_ value: Value, as shape: Shape, constraints: ReadyConstraints?, at pointer: String) -> Value {
    let admitted: Value
    switch shape {
    case .any: admitted = value
    case .scalar(let type): admitted = scalar(value, type, at: pointer)
    case .enumeration(let enumeration, let values):
      if case .text(let text) = value, values.contains(text) { return value }
      return refuse(value, at: pointer, "is not one of \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))")
    case .list(let element):
      guard case .list(let list) = value else { return refuse(value, at: pointer, "must be a list") }
      var elements: [Value] = []
      for (index, item) in list.enumerated() {
        elements.append(admit(item, as: element, constraints: nil, at: "\(pointer)/\(index)"))
      }
      admitted = .list(.init(elements))
    case .map(let element): admitted = map(value, element, at: pointer)
    case .record(let name): admitted = record(value, name, at: pointer)
    }
    if let constraints { hold(admitted, to: constraints, at: pointer) }
    return admitted
  }

  private mutating func map(_ value: Value, _ element: Shape, at pointer: String) -> Value {
    guard case .map(let map) = value else { return refuse(value, at: pointer, "must be an object") }
    var fields: [(Text, Value)] = []
    for (key, item) in map.entries {
      guard case .text(let name) = key else { continue }
      fields.append((name, admit(item, as: element, constraints: nil, at: "\(pointer)/\(escape(name))")))
    }
    return .map(MapValue(fields: fields))
  }

  private mutating func record(_ value: Value, _ name: String, at pointer: String) -> Value {
    guard let record = records[name] else { return value }
    guard case .map(let map) = value else { return refuse(value, at: pointer, "must be an object") }
    if let schema = record.schema, !isHeld {
      guard holds(value, schema, at: pointer) else { return value }
      isHeld = true
      defer { isHeld = false }
      return self.record(value, map, record, name, at: pointer)
    }
    return self.record(value, map, record, name, at: pointer)
  }

  /// Whether a value is as a JSON Schema says.
  private mutating func holds(_ value: Value, _ schema: ReadySchema, at pointer: String) -> Bool {
    switch schema {
    case .broken(let problem): _ = refuse(value, at: pointer, "cannot be held against its schema: \(problem)")
    case .ready(let schema):
      let found = schema.validate(value)
      if found.isEmpty { return true }
      for violation in found { _ = refuse(value, at: pointer + violation.pointer, violation.message) }
    }
    return false
  }

  private mutating func record(
    _ value: Value, _ map: MapValue, _ record: RecordShape, _ name: String, at pointer: String
  ) -> Value {
    var fields: [(Text, Value)] = []
    var seen = [Bool](repeating: false, count: record.fields.count)
    for (key, item) in map.entries {
      guard case .text(let key) = key else { continue }
      guard let position = record.positions[key] else {
        if record.isOpen {
          fields.append((key, item))
        } else {
          _ = refuse(item, at: "\(pointer)/\(escape(key))", "is not a field of `\(name)`")
        }
        continue
      }
      let field = record.fields[position]
      if case .null = item, field.isOptional { continue }
      seen[position] = true
      // Most are what they should be, and then nobody asks where they stand.
      if field.constraints == nil, field.shape.isSurely(item) {
        fields.append((key, item))
        continue
      }
      let place = "\(pointer)/\(escape(key))"
      fields.append((key, admit(item, as: field.shape, constraints: field.constraints, at: place)))
    }
    for (position, field) in record.fields.enumerated() where !seen[position] && !field.isOptional {
      _ = refuse(value, at: pointer, "lacks the field `\(field.spelling)`")
    }
    return .map(MapValue(fields: fields))
  }

  private mutating func scalar(_ value: Value, _ type: CELType, at pointer: String) -> Value {
    switch (type, value) {
    case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .text),
      (.timestamp, .timestamp), (.duration, .duration), (.bytes, .bytes):
      return value
    case (.double, .int(let whole)): return .double(Double(whole))
    case (.double, .uint(let whole)): return .double(Double(whole))
    case (.uint, .int(let whole)) where whole >= 0: return .uint(UInt64(whole))
    // `1.0` is a whole number to JSON Schema, and so it is to others.
    case (.int, .double(let number)) where Int64(exactly: number) != nil: return .int(Int64(number))
    case (.duration, .text(let text)):
      guard let span = TimeSpan(admitted: text.string) else {
        return refuse(value, at: pointer, "must be a duration like `1h30m`, `500ms` or `3.5s`")
      }
      return .duration(span)
    case (.bytes, .text(let text)):
      guard let bytes = Base64.decode(text) else { return refuse(value, at: pointer, "must be base64 (RFC 4648 §4)") }
      return .bytes(bytes)
    case (.timestamp, .text(let text)):
      guard let timestamp = Timestamp(rfc3339: text.string) else {
        return refuse(value, at: pointer, "must be a time like `2026-11-23T10:15:30Z` (RFC 3339)")
      }
      return .timestamp(timestamp)
    default: return refuse(value, at: pointer, "must be \(Check.names[type] ?? "of the type `\(type)`")")
    }
  }

  private static let names: [CELType: String] = [
    .bool: "true or false", .int: "a whole number", .uint: "a whole number, not negative", .double: "a number",
    .string: "a text", .timestamp: "a time (RFC 3339)", .null: "null", .duration: "a duration like `1h30m`",
    .bytes: "a text of base64",
  ]

  private mutating func hold(_ value: Value, to constraints: ReadyConstraints, at pointer: String) {
    let plain = constraints.plain
    let length: Int? =
      switch value {
      case .text(let text): text.count
      case .list(let list): list.count
      default: nil
      }
    if let length, let least = plain.minLength, length < least {
      _ = refuse(value, at: pointer, "is shorter than \(least)")
    }
    if let length, let most = plain.maxLength, length > most {
      _ = refuse(value, at: pointer, "is longer than \(most)")
    }
    let number: Double? =
      switch value {
      case .int(let whole): Double(whole)
      case .uint(let whole): Double(whole)
      case .double(let number): number
      default: nil
      }
    if let number, let least = plain.minimum, number < least { _ = refuse(value, at: pointer, "is less than \(least)") }
    if let number, let most = plain.maximum, number > most { _ = refuse(value, at: pointer, "is more than \(most)") }
    if let pattern = constraints.pattern, let text = plain.pattern {
      var activation = Activation()
      activation["text"] = value
      if case .bool(true) = pattern.evaluate(activation) { return }
      _ = refuse(value, at: pointer, "does not match `\(text)`")
    }
  }

  /// A key as a part of a JSON pointer (RFC 6901 §3).
  private func escape(_ key: Text) -> String {
    guard key.string.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return key.string }
    return key.string.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
