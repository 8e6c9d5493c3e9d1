/// A type, as the checker knows it.
public indirect enum CELType: Hashable, Sendable {
  /// Type of `null`.
  case null
  /// Truth values.
  case bool
  /// Whole numbers.
  case int
  /// Whole numbers without sign.
  case uint
  /// Decimal numbers.
  case double
  /// Texts.
  case string
  /// Bytes.
  case bytes
  /// Moments.
  case timestamp
  /// Lengths of time.
  case duration
  /// Anything: checked when it runs.
  case dyn
  /// What an expression has that was found wrong; no further finding comes of it.
  case error
  /// Lists.
  case list(CELType)
  /// Maps.
  case map(CELType, CELType)
  /// Optionals.
  case optional(CELType)
  /// A value of the type, or null (protobuf's wrappers).
  case nullable(CELType)
  /// Types themselves.
  case type(CELType)
  /// A parameter of a generic function.
  case parameter(String)
  /// A type that only a host knows.
  case abstract(String, [CELType])
  /// A record with named fields.
  case record(RecordType)
  /// A record of the environment, by name; may be recursive.
  case named(String)
  /// A text out of a closed set.
  case enumeration(EnumType)
}

/// A record's fields by name. Its values are maps.
public struct RecordType: Hashable, Sendable {
  /// Name, for messages; two records of one name are one type.
  public var name: String
  /// Its fields.
  public var fields: [RecordField] {
    didSet { positions = RecordType.positions(of: fields) }
  }
  /// Whether fields that are not named may be read, as `dyn`.
  public var isOpen: Bool
  /// Positions of the fields by name, where there are too many to look at each.
  private var positions: [String: Int]

  /// A record type.
  public init(name: String, fields: [RecordField], isOpen: Bool) {
    self.name = name
    self.fields = fields
    self.isOpen = isOpen
    positions = RecordType.positions(of: fields)
  }

  private static func positions(of fields: [RecordField]) -> [String: Int] {
    if fields.count <= 16 { return [:] }
    return Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The field of a name.
  public func field(_ name: String) -> RecordField? {
    positions.isEmpty ? fields.first { $0.name == name } : positions[name].map { fields[$0] }
  }

  /// By name.
  public static func == (left: RecordType, right: RecordType) -> Bool { left.name == right.name }
  /// By name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A field of a record.
public struct RecordField: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Type of its value.
  public var type: CELType
  /// Whether it may be missing, in which case reading it fails and `has()` is false.
  public var isOptional: Bool
  /// How careful one has to be with its value, and with all that lies in it.
  public var dataClass: DataClass
  /// The most code points of a text, elements of a list or keys of a map; `nil` where nobody says.
  public var maxSize: Int?

  /// A field.
  public init(
    name: String, type: CELType, isOptional: Bool, dataClass: DataClass = .public, maxSize: Int? = nil
  ) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
    self.dataClass = dataClass
    self.maxSize = maxSize
  }
}

/// A closed set of texts.
public struct EnumType: Hashable, Sendable {
  /// Name, for messages.
  public var name: String
  /// The texts, in the order in which a person would list them.
  public var values: [String]

  /// An enumeration.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

extension CELType {
  /// Whether a type parameter stands in it.
  var hasParameters: Bool {
    switch self {
    case .parameter: true
    case .list(let inner), .optional(let inner), .nullable(let inner), .type(let inner): inner.hasParameters
    case .map(let key, let value): key.hasParameters || value.hasParameters
    case .abstract(_, let parameters): parameters.contains { $0.hasParameters }
    default: false
    }
  }
}

extension CELType: CustomStringConvertible {
  /// As a person writes it: `list(map(string, dyn))`.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .dyn: "dyn"
    case .error: "error"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .optional(let wrapped): "optional(\(wrapped))"
    case .nullable(let wrapped): "nullable(\(wrapped))"
    case .type(let type): "type(\(type))"
    case .parameter(let name): name
    case .abstract(let name, let parameters):
      parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
    case .record(let record): record.name
    case .named(let name): name
    case .enumeration(let enumeration): enumeration.name
    }
  }
}
