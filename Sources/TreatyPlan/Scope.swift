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
  /// An answer to any request: `status`, `headers`, `body`, `system`.
  case anyAnswer
  /// A request for several records: `system`, `batch`.
  case batch(input: TypeText)
  /// What came of one record of several: an answer's names and `result`.
  case result(input: TypeText)
  /// What a stand-in answers: `id`, `input`, `record`, `records`, `next`, `url`.
  case standIn
  /// A whole intake, before it is taken apart: `event`, `inputs`, `tables`, `now`.
  case intake(body: TypeText)
  /// One item: those of an intake and `item`.
  case item(TypeText, body: TypeText)
  /// Just these names: for what no host carries out yet.
  case names([ScopedName])
  /// Another place, behind conditions that asked for fields which may be missing: they are there.
  indirect case behind(Place, present: Set<String>)
}

extension Place {
  /// The same place, where fields are there that may be missing.
  public func knowing(_ present: Set<String>) -> Place {
    if present.isEmpty { return self }
    if case .behind(let place, let known) = self { return .behind(place, present: known.union(present)) }
    return .behind(self, present: present)
  }

  /// Fields that may be missing elsewhere, and are there at this place.
  public var present: Set<String> {
    if case .behind(_, let present) = self { return present }
    return []
  }

  /// What is known to be there once a name stands for something else.
  public static func present(_ fields: Set<String>, without name: String) -> Set<String> {
    fields.filter { !$0.hasPrefix("\(name).") }
  }
}

/// A name in scope at a place.
public enum ScopedName: Hashable, Sendable {
  /// A value of a type: `item`, `value`.
  case value(String, TypeText)
  /// A record of values: `lookup`, `steps`.
  case record(String, [ScopedField])
  /// The whole intake, with a body of this type.
  case event(TypeText)
  /// What the host bound.
  case inputs
  /// The crosswalks.
  case tables
  /// What only credentials may read.
  case secrets
  /// The system at hand.
  case system
  /// The time.
  case now
}

/// A part of a record of values.
public struct ScopedField: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its type.
  public var type: TypeText
  /// Whether it may be missing.
  public var isOptional: Bool
  /// How careful one has to be with it.
  public var dataClass: DataClass

  /// A part.
  public init(name: String, type: TypeText, isOptional: Bool = false, dataClass: DataClass = .public) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
    self.dataClass = dataClass
  }
}

/// The names in scope at each place of a plan, with their types: what the compiler checks against, and what the engine gives.
public struct Scope: Sendable {
  private let catalogue: TypeCatalogue
  /// What every place has in common; others are copies of it that share its records.
  private let base: Environment
  private let inputs: RecordType
  private let secrets: RecordType
  private let tables: RecordType

  /// Names behind which names may hold hyphens, and how many: `tables.rt-priority`, `tables.shared.rt-priority`.
  public static let hyphenatedRoots = ["inputs": 1, "secrets": 1, "tables": 2, "lookup": 1, "steps": 1]

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
    base = Scope.environment(knowing: catalogue.records)
    self.inputs = RecordType(
      name: "inputs", fields: inputs.map { RecordField(name: $0.name, type: $0.kind.type, isOptional: false) },
      isOpen: false)
    self.secrets = RecordType(
      name: "secrets", fields: secrets.map { RecordField(name: $0.name, type: .string, isOptional: false) },
      isOpen: false)
    self.tables = Scope.record(of: tables, in: catalogue)
  }

  /// The tables as one record. A table `shared/severity`, of a package that is used by an alias, is `tables.shared.severity`.
  private static func record(of tables: [PlannedTable], in catalogue: TypeCatalogue) -> RecordType {
    var fields: [RecordField] = []
    var groups: [String: [RecordField]] = [:]
    for table in tables {
      let type = CELType.map(catalogue.resolve(table.from) ?? .dyn, catalogue.resolve(table.to) ?? .dyn)
      let parts = table.name.split(separator: "/")
      switch parts.count {
      case 1: fields.append(RecordField(name: table.name, type: type, isOptional: false))
      case 2:
        groups[String(parts[0]), default: []].append(
          RecordField(name: String(parts[1]), type: type, isOptional: false))
      // Of a package that the one at hand does not see.
      default: continue
      }
    }
    for (alias, inner) in groups.sorted(by: { $0.key < $1.key }) where !fields.contains(where: { $0.name == alias }) {
      let record = RecordType(name: "tables.\(alias)", fields: inner, isOpen: false)
      fields.append(RecordField(name: alias, type: .record(record), isOptional: false))
    }
    return RecordType(name: "tables", fields: fields, isOpen: false)
  }

  /// The scopes of a plan.
  public init(_ plan: Plan) {
    self.init(
      catalogue: TypeCatalogue(plan.types), inputs: plan.inputs, secrets: plan.secrets, tables: plan.tables)
  }

  /// What an expression at a place is checked and compiled in.
  public func environment(at place: Place) -> Environment {
    var environment = base
    for (name, type) in names(at: place) { environment.declare(name, type) }
    environment.know(present: place.present)
    return environment
  }

  /// The fields that are there wherever a condition holds, or where it does not.
  public func present(where condition: String, holds: Bool = true) -> Set<String> {
    base.present(where: condition, holds: holds)
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
    case .anyAnswer: return Array(names(at: .answer(input: "dyn")).prefix(4))
    case .batch(let input): return [("system", .record(Scope.system)), ("batch", .list(.record(member(of: input))))]
    case .result(let input): return names(at: .answer(input: input)) + [("result", .dyn)]
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
    case .names(let names): return names.map(named)
    case .behind(let place, _): return names(at: place)
    }
  }

  private func named(_ name: ScopedName) -> (name: String, type: CELType) {
    switch name {
    case .value(let name, let text): return (name, type(text))
    case .record(let name, let fields):
      let record = RecordType(
        name: name,
        fields: fields.map {
          RecordField(name: $0.name, type: type($0.type), isOptional: $0.isOptional, dataClass: $0.dataClass)
        }, isOpen: false
      )
      return (name, .record(record))
    case .event(let body): return ("event", .record(event(body)))
    case .inputs: return ("inputs", .record(inputs))
    case .tables: return ("tables", .record(tables))
    case .secrets: return ("secrets", .record(secrets))
    case .system: return ("system", .record(Scope.system))
    case .now: return ("now", .timestamp)
    }
  }

  private func type(_ text: TypeText) -> CELType { catalogue.resolve(text) ?? .dyn }

  /// One record of a batch.
  private func member(of input: TypeText) -> RecordType {
    RecordType(
      name: "batch",
      fields: [
        RecordField(name: "id", type: .string, isOptional: false),
        RecordField(name: "input", type: type(input), isOptional: false),
        RecordField(name: "mark", type: .string, isOptional: false),
      ], isOpen: false)
  }

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
