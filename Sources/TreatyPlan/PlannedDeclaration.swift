/// A declaration as it was written, in canonical form: what a plan says of who, why and when, and of what no host carries out yet.
///
/// Keys stand sorted, names are those of the plan, durations are milliseconds, and what is the default is left out: so that only what
/// means something else is different.
public struct PlannedDeclaration: Hashable, Sendable, Codable {
  /// Its section, such as `teams` or `policies.escalation`.
  public var section: String
  /// Its name.
  public var name: String
  /// What it says.
  public var content: PlannedContent

  /// A declaration.
  public init(section: String, name: String, content: PlannedContent) {
    self.section = section
    self.name = name
    self.content = content
  }
}

/// A value without expressions that are evaluated.
public indirect enum PlannedContent: Hashable, Sendable {
  /// A scalar.
  case scalar(Constant)
  /// A list.
  case list([PlannedContent])
  /// A mapping, sorted by key.
  case object([String: PlannedContent])
}

extension PlannedContent: Codable {
  /// Reads the JSON that it is.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let list = try? container.decode([PlannedContent].self) {  // each `try?`: the next kind is tried instead
      self = .list(list)
    } else if let constant = try? container.decode(Constant.self) {
      self = .scalar(constant)
    } else {
      self = .object(try container.decode([String: PlannedContent].self))
    }
  }

  /// Writes the JSON that it is.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .scalar(let constant): try container.encode(constant)
    case .list(let elements): try container.encode(elements)
    case .object(let fields): try container.encode(fields)
    }
  }
}

/// Something in a plan that this version of the language can say and check, and no host carries out yet.
public struct UnsupportedFeature: Hashable, Sendable, Codable {
  /// The declaration: `flows.page-to-incident`.
  public var declaration: String
  /// What in it, as a person says it: "`lookup` of a flow".
  public var feature: String

  /// A feature.
  public init(declaration: String, feature: String) {
    self.declaration = declaration
    self.feature = feature
  }
}
