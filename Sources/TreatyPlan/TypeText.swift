public import CEL

/// A type written as text: `string`, `list(int)`, `map(string, dyn)`, `optional(string)`, or `@NAME` for a type of the plan.
public struct TypeText: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text.
  public var text: String

  /// A type's text. It is checked when the plan is read.
  public init(_ text: String) { self.text = text }

  /// A type's text, written in place.
  public init(stringLiteral value: String) { text = value }

  /// The text of a CEL type. Records and enumerations become references by name.
  public init(_ type: CELType) { text = TypeText.write(type) }

  /// Reads a bare string.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes a bare string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text.
  public var description: String { text }

  private static func write(_ type: CELType) -> String {
    switch type {
    case .list(let element): "list(\(write(element)))"
    case .map(let key, let value): "map(\(write(key)), \(write(value)))"
    case .optional(let wrapped): "optional(\(write(wrapped)))"
    case .nullable(let wrapped): "nullable(\(write(wrapped)))"
    case .named(let name): "@\(name)"
    case .record(let record): "@\(record.name)"
    case .enumeration(let enumeration): "@\(enumeration.name)"
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: type.description
    default: "dyn"
    }
  }

  /// A field's name as a part of a type's name: what the grammar uses for itself is replaced.
  public static func name(_ field: String) -> String {
    String(field.map { "(), @.".contains($0) ? "_" : $0 })
  }

  static let scalars: [String: CELType] = [
    "null": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
    "timestamp": .timestamp, "duration": .duration, "dyn": .dyn,
  ]
}

/// The named types of a plan, ready to be looked up.
public struct TypeCatalogue: Sendable {
  private var byName: [String: PlannedType]

  /// A catalogue of these types; of two with one name the first counts.
  public init(_ types: [PlannedType] = []) {
    byName = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes a type in; it takes the place of one of its name.
  public mutating func insert(_ type: PlannedType) { byName[type.name] = type }

  /// The types, sorted by name.
  public var all: [PlannedType] { byName.values.sorted { $0.name < $1.name } }

  /// Names of the types, in no order.
  public var names: some Sequence<String> { byName.keys }

  /// The type of a name.
  public func type(named name: String) -> PlannedType? { byName[name] }

  /// The CEL type of a text, or `nil` when it cannot be read or names a type that is not there.
  public func resolve(_ text: TypeText) -> CELType? {
    var reader = TypeTextReader(text: text.text, catalogue: self)
    return reader.readWhole()
  }

  /// The records as CEL record types, for a CEL environment. Fields whose type cannot be read are `dyn`.
  public var records: [RecordType] {
    byName.values.filter { $0.fields != nil }.sorted { $0.name < $1.name }.map(record)
  }

  private func record(_ type: PlannedType) -> RecordType {
    RecordType(
      name: type.name,
      fields: (type.fields ?? []).map {
        RecordField(
          name: $0.name, type: resolve($0.type) ?? .dyn, isOptional: $0.isOptional, dataClass: $0.dataClass,
          maxSize: $0.constraints?.maxLength)
      },
      // A record from outside may hold more than is declared; an expression may not read what nobody declared.
      isOpen: false)
  }
}

extension TypeText {
  /// Names of the plan's types in it.
  public var names: [String] {
    text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).dropFirst().map {
      String(Substring($0.prefix { !TypeText.isBound($0) }))
    }
  }

  /// Whether a byte ends a word.
  fileprivate static func isBound(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "@"): true
    default: false
    }
  }
}

/// Reads the small grammar of ``TypeText`` by recursive descent, not deeper than 32 levels.
private struct TypeTextReader {
  let catalogue: TypeCatalogue
  var rest: Substring.UTF8View
  var depth = 0

  init(text: String, catalogue: TypeCatalogue) {
    self.catalogue = catalogue
    rest = text[...].utf8
  }

  mutating func readWhole() -> CELType? {
    let type = read()
    return rest.isEmpty ? type : nil
  }

  private mutating func read() -> CELType? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { return nil }
    if take("@") {
      let name = word()
      guard let type = catalogue.type(named: name) else { return nil }
      if let values = type.values { return .enumeration(EnumType(name: name, values: values)) }
      return type.fields == nil ? .dyn : .named(name)
    }
    let name = word()
    if let scalar = TypeText.scalars[name] { return scalar }
    guard take("("), let first = read() else { return nil }
    switch name {
    case "list": return take(")") ? .list(first) : nil
    case "optional": return take(")") ? .optional(first) : nil
    case "nullable": return take(")") ? .nullable(first) : nil
    case "map":
      guard take(","), take(" "), let value = read(), take(")") else { return nil }
      return .map(first, value)
    default: return nil
    }
  }

  private mutating func word() -> String {
    let end = rest.firstIndex(where: TypeText.isBound) ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(Substring(rest[..<end]))
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: byte) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
