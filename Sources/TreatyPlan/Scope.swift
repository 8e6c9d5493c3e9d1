public import CEL
import CELCrypto

/// Where an expression stands, which decides the names that it may use.
public enum Place: Hashable, Sendable {
  /// Address of a system: `inputs`.
  case address
  /// Credentials: `secrets`, `inputs`. The only place that sees a secret.
  case credential
  /// What a connector's paths are relative to: `system`.
  case base
  /// A request: `system`, `id`, `input`, `mark`, `since`.
  case request(input: TypeText)
  /// An answer: `status`, `headers`, `body`, `system`, `id`, `input`.
  case answer(input: TypeText)
  /// A record read back after it was written: an answer's names and `record`.
  case readBack(input: TypeText, record: TypeText)
  /// What a stand-in answers: `id`, `input`, `record`, `records`, `next`, `url`.
  case standIn
  /// A whole intake, before it is taken apart: `event`, `inputs`, `tables`, `now`.
  case intake(body: TypeText)
  /// One item: those of an intake and `item`.
  case item(TypeText, body: TypeText)
}

/// The names in scope at each place of a plan, with their types: what the compiler checks against, and what the engine gives.
public struct Scope: Sendable {
  private let catalogue: TypeCatalogue
  private let records: [RecordType]
  private let inputs: RecordType
  private let secrets: RecordType
  private let tables: RecordType

  /// Names that may hold hyphens after their dot: `tables.rt-priority`.
  public static let hyphenatedRoots: Set<String> = ["inputs", "secrets", "tables"]

  /// Type of `system`.
  public static let system = RecordType(
    name: "system",
    fields: [
      RecordField(name: "name", type: .string, isOptional: false),
      RecordField(name: "url", type: .string, isOptional: false),
      RecordField(name: "version", type: .string, isOptional: true),
    ], isOpen: false)

  /// The scopes of a plan that declares these.
  public init(catalogue: TypeCatalogue, inputs: [PlannedInput], secrets: [PlannedSecret], tables: [PlannedTable]) {
    self.catalogue = catalogue
    records = catalogue.records
    self.inputs = RecordType(
      name: "inputs", fields: inputs.map { RecordField(name: $0.name, type: $0.kind.type, isOptional: false) },
      isOpen: false)
    self.secrets = RecordType(
      name: "secrets", fields: secrets.map { RecordField(name: $0.name, type: .string, isOptional: false) },
      isOpen: false)
    self.tables = RecordType(
      name: "tables",
      fields: tables.map {
        let type = CELType.map(catalogue.resolve($0.from) ?? .dyn, catalogue.resolve($0.to) ?? .dyn)
        return RecordField(name: $0.name, type: type, isOptional: false)
      }, isOpen: false)
  }

  /// The scopes of a plan.
  public init(_ plan: Plan) {
    self.init(
      catalogue: TypeCatalogue(plan.types), inputs: plan.inputs, secrets: plan.secrets, tables: plan.tables)
  }

  /// What an expression at a place is checked and compiled in.
  public func environment(at place: Place) -> Environment {
    var environment = Scope.environment(knowing: records)
    for (name, type) in names(at: place) { environment.declare(name, type) }
    return environment
  }

  /// What every expression of Treaty can do, over these records, with no name in scope yet.
  public static func environment(knowing records: [RecordType]) -> Environment {
    var environment = Environment(libraries: .treaty, parse: ParseOptions(hyphenatedRoots: hyphenatedRoots))
    // The engine evaluates with the standard budget: what by the declared sizes goes beyond it would fail on a large record.
    environment.costLimit = Program.Budget().steps
    for record in records { environment.add(record) }
    return environment
  }

  /// The names in scope at a place, in the order in which they are given to a person.
  public func names(at place: Place) -> [(name: String, type: CELType)] {
    switch place {
    case .address: return [("inputs", .record(inputs))]
    case .credential: return [("secrets", .record(secrets)), ("inputs", .record(inputs))]
    case .base: return [("system", .record(Scope.system))]
    case .request(let input):
      return [
        ("system", .record(Scope.system)), ("id", .string), ("input", type(input)), ("mark", .string),
        ("since", .timestamp),
      ]
    case .answer(let input):
      return [
        ("status", .int), ("headers", .map(.string, .string)), ("body", .dyn), ("system", .record(Scope.system)),
        ("id", .string), ("input", type(input)),
      ]
    case .readBack(let input, let record):
      return names(at: .answer(input: input)) + [("record", type(record))]
    case .standIn:
      return [
        ("id", .string), ("input", .dyn), ("record", .dyn), ("records", .list(.dyn)), ("next", .string),
        ("url", .string),
      ]
    case .intake(let body):
      return [
        ("event", .record(event(body))), ("inputs", .record(inputs)), ("tables", .record(tables)), ("now", .timestamp),
      ]
    case .item(let item, let body):
      return [("item", type(item))] + names(at: .intake(body: body))
    }
  }

  private func type(_ text: TypeText) -> CELType { catalogue.resolve(text) ?? .dyn }

  private func event(_ body: TypeText) -> RecordType {
    RecordType(
      name: "event",
      fields: [
        RecordField(name: "body", type: type(body), isOptional: false),
        RecordField(name: "headers", type: .map(.string, .string), isOptional: false),
        RecordField(name: "received", type: .timestamp, isOptional: false),
        RecordField(name: "trace", type: .string, isOptional: false),
      ], isOpen: false)
  }
}

extension InputKind {
  /// Type of the input in expressions.
  public var type: CELType {
    switch self {
    case .string, .url, .email: .string
    case .int: .int
    case .number: .double
    case .bool: .bool
    }
  }
}
