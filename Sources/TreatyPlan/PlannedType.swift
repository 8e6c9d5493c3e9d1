public import CEL
public import JSONSchema

/// A named type of the plan: a record or an enumeration.
public struct PlannedType: Hashable, Sendable, Codable {
  /// Name, like `incident`, `request-tracker.ticket` or `request-tracker.ticket.Status`.
  public var name: String
  /// Fields of a record; `nil` for an enumeration.
  public var fields: [PlannedField]?
  /// Whether a record may hold fields that are not named. They are of any type.
  public var isOpen: Bool?
  /// Values of an enumeration, in the order of the spec; `nil` for a record.
  public var values: [String]?
  /// What a record from outside is held against besides its fields; `nil` where the fields say all.
  public var schema: PlannedSchema?

  /// A record type.
  public init(name: String, fields: [PlannedField], isOpen: Bool, schema: PlannedSchema? = nil) {
    self.name = name
    self.fields = fields
    self.isOpen = isOpen
    self.schema = schema
  }

  /// A type of which nothing is known, since what would say it is wrong: everything can be read from it. No plan has one.
  public init(unknown name: String) { self.name = name }

  /// An enumeration.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// A JSON Schema (draft 2020-12) that a record comes of.
public struct PlannedSchema: Hashable, Sendable, Codable {
  /// The document as JSON text, without white space. A text, since numbers of any size and the order of keys count.
  public var document: String
  /// JSON pointer to the schema in it; empty for the whole.
  public var pointer: String

  /// A schema.
  public init(document: String, pointer: String) {
    self.document = document
    self.pointer = pointer
  }

  /// Compiles it, as whoever made the plan did: formats are asserted, and what draft 2020-12 does not have is refused.
  public func compile() -> CompiledSchema.Compilation {
    CompiledSchema.compile(
      json: Array(document.utf8), at: pointer, formats: .assertion, foreignKeywords: .refused)
  }
}

extension Plan {
  /// The first schema that does not compile. The compiler writes none; a plan that was changed by hand may hold anything.
  public func schemaFlaw() -> LinkFailure? {
    for (index, type) in types.enumerated() {
      guard let problem = type.schema?.compile().problems.first else { continue }
      return LinkFailure(
        pointer: "/types/\(index)/schema",
        message: "the JSON Schema of `\(type.name)` cannot be used: \(problem.message)")
    }
    return nil
  }
}

/// A field of a record type.
public struct PlannedField: Hashable, Sendable, Codable {
  /// Name, as it stands in the data.
  public var name: String
  /// Type of its value.
  public var type: TypeText
  /// Whether it may be missing. A JSON `null` counts as missing.
  public var isOptional: Bool
  /// What it holds.
  public var about: String?
  /// How careful one has to be with it.
  public var dataClass: DataClass
  /// What else must be true of its value.
  public var constraints: Constraints?

  /// A field.
  public init(
    name: String, type: TypeText, isOptional: Bool, about: String? = nil, dataClass: DataClass = .public,
    constraints: Constraints? = nil
  ) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
    self.about = about
    self.dataClass = dataClass
    self.constraints = constraints
  }

  private enum CodingKeys: String, CodingKey {
    case name, type, about, constraints
    case isOptional = "optional"
    case dataClass = "class"
  }
}

/// What must be true of a value besides its type. Words and meaning are JSON Schema's.
public struct Constraints: Hashable, Sendable, Codable {
  /// Least number of code points of a text, or of elements of a list.
  public var minLength: Int?
  /// Greatest number of them.
  public var maxLength: Int?
  /// Least value of a number.
  public var minimum: Double?
  /// Greatest value of a number.
  public var maximum: Double?
  /// RE2 expression that must be found in a text.
  public var pattern: String?

  /// No constraint.
  public init() {}

  /// Whether nothing is asked.
  public var isEmpty: Bool { self == Constraints() }
}
