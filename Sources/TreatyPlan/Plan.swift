/// What a host carries out: flat, sorted, free of secrets, environment and paths.
///
/// Declarations stand sorted by name, and refer to each other by position, so that the same package gives the same bytes
/// however its files are arranged. Where an element was written stands beside the plan, in ``PlanFile/origins``, because a
/// comment or a moved line must not change what the plan *is*.
public struct Plan: Hashable, Sendable, Codable {
  /// Language edition that the package was written in (`treaty: 1`).
  public var edition: Int
  /// Name of the package, like `acme/service-desk`.
  public var package: String
  /// Version of the package, a semantic version.
  public var version: String
  /// Values that are bound when the plan runs.
  public var inputs: [PlannedInput]
  /// Names of the secrets that the host must bind. A plan never holds a value of one.
  public var secrets: [PlannedSecret]
  /// Records and enumerations by name.
  public var types: [PlannedType]
  /// Crosswalks between two vocabularies.
  public var tables: [PlannedTable]
  /// Retry policies in use.
  public var retries: [RetryPolicy]
  /// Retention policies in use.
  public var retentions: [RetentionPolicy]
  /// The parties.
  public var systems: [PlannedSystem]
  /// What moves between them.
  public var flows: [PlannedFlow]
  /// Who hears of what, when, and how; `nil` where the package says nothing of that.
  public var alerting: PlannedAlerting?
  /// What says who, why and when, and what no host carries out yet; sorted by section and name.
  public var declarations: [PlannedDeclaration]
  /// What had another name before, sorted by section and name; `nil` where nothing had.
  public var renames: [PlannedRename]?
  /// What in the plan no host carries out yet. A plan with any is not run.
  public var unsupported: [UnsupportedFeature]

  /// An empty plan of a package.
  public init(edition: Int = 1, package: String, version: String) {
    self.edition = edition
    self.package = package
    self.version = version
    inputs = []
    secrets = []
    types = []
    tables = []
    retries = []
    retentions = []
    systems = []
    flows = []
    declarations = []
    unsupported = []
  }
}

/// Position of an element in one of a plan's lists.
public struct Position<Element>: Hashable, Sendable, Codable {
  /// Index into the list.
  public let index: Int

  /// The position at `index`.
  public init(_ index: Int) { self.index = index }

  /// Reads a bare number.
  public init(from decoder: any Decoder) throws {
    index = try decoder.singleValueContainer().decode(Int.self)
  }

  /// Writes a bare number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(index)
  }
}

extension Array {
  /// The element at a position of a plan that ``PlanFile/read(_:)`` has found sound.
  public subscript(position: Position<Element>) -> Element { self[position.index] }
}

/// A value that the host binds when the plan runs (`--input name=value`).
public struct PlannedInput: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// What kind of text the value must be.
  public var kind: InputKind
  /// What it is for, shown when it is missing.
  public var about: String?
  /// Value taken where the host binds none.
  public var fallback: String?

  /// An input.
  public init(name: String, kind: InputKind, about: String?, fallback: String?) {
    self.name = name
    self.kind = kind
    self.about = about
    self.fallback = fallback
  }
}

/// What an input's text must be.
public enum InputKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Any text.
  case string
  /// An absolute http or https address.
  case url
  /// A mail address.
  case email
  /// A whole number of 64 bits.
  case int
  /// A decimal number.
  case number
  /// `true` or `false`.
  case bool
}

/// The name of a secret.
public struct PlannedSecret: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// What it is for, shown when it is missing.
  public var about: String?

  /// A secret's name.
  public init(name: String, about: String?) {
    self.name = name
    self.about = about
  }
}

/// A crosswalk: from the words of one system to those of another.
public struct PlannedTable: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// Type of the keys, as ``TypeText``.
  public var from: TypeText
  /// Type of the values.
  public var to: TypeText
  /// The rows, sorted by key.
  public var rows: [TableRow]
  /// What a key without a row becomes; `nil` makes such a key a failure of the mapping.
  public var otherwise: Constant?

  /// A table.
  public init(name: String, from: TypeText, to: TypeText, rows: [TableRow], otherwise: Constant?) {
    self.name = name
    self.from = from
    self.to = to
    self.rows = rows
    self.otherwise = otherwise
  }
}

/// One row of a crosswalk.
public struct TableRow: Hashable, Sendable, Codable {
  /// The word of the one side.
  public var key: Constant
  /// The word of the other.
  public var value: Constant

  /// A row.
  public init(key: Constant, value: Constant) {
    self.key = key
    self.value = value
  }
}
