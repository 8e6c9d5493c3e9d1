public import CEL
public import TreatyCompiler
public import TreatyPlan

/// The names that an expression may read, with their types and, where they have one, their values.
public struct Variables: Sendable {
  struct Variable: Sendable {
    var type: CELType
    /// What its values are held against; `nil` where it may be anything.
    var admission: Admission?
    var value: Value?
  }

  private(set) var byName: [String: Variable] = [:]
  /// In the order in which they were declared.
  public private(set) var names: [String] = []
  private var records: [String: RecordType] = [:]

  /// No variables.
  public init() {}

  /// Why a text cannot be the name of a variable; `nil` where it can.
  public static func problem(withName name: String) -> String? {
    let isWord =
      name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      } && name.utf8.first.map { $0 > UInt8(ascii: "9") } == true
    guard isWord else { return "a name has letters, digits and `_`, and begins with no digit" }
    var environment = Environment(libraries: [])
    environment.declare(name, .dyn)
    return environment.compile(name).references == [[name]] ? nil : "it is a word of the language"
  }

  /// Whether there is such a variable.
  public func has(_ name: String) -> Bool { byName[name] != nil }

  /// Whether a variable has a value.
  public func hasValue(_ name: String) -> Bool { byName[name]?.value != nil }

  /// Declares a variable that may hold anything.
  public mutating func declare(_ name: String, _ type: CELType = .dyn) {
    add(name, Variable(type: type, admission: nil, value: byName[name]?.value))
  }

  /// Declares a variable that holds what a schema says.
  public mutating func declare(_ name: String, _ schema: Schema) {
    // Two packages may have records of one name, which are two types here.
    let added = schema.catalogue.records
    let isTaken = added.contains { record in records[record.name].map { $0.fields != record.fields } ?? false }
    let prefix = isTaken ? "\(name):" : ""
    for record in added {
      var renamed = record
      renamed.name = prefix + record.name
      for place in renamed.fields.indices { renamed.fields[place].type = renamed.fields[place].type.renamed(prefix) }
      records[renamed.name] = renamed
    }
    let type = (schema.catalogue.resolve(schema.type) ?? .dyn).renamed(prefix)
    add(name, Variable(type: type, admission: Admission(schema.type, in: schema.catalogue), value: nil))
  }

  /// Gives a variable its value, and declares it where nobody did.
  /// - Returns: what its schema does not allow; it then has no value.
  public mutating func bind(_ name: String, to value: Value) -> [Violation] {
    if byName[name] == nil { declare(name) }
    switch admit(value, as: name) {
    case .success(let admitted):
      byName[name]?.value = admitted
      return []
    case .failure(let refusal): return refusal.violations
    }
  }

  /// The value as an expression sees it in a variable.
  func admit(_ value: Value, as name: String) -> Result<Value, Admission.Refusal> {
    guard let admission = byName[name]?.admission else { return .success(value) }
    return admission.admit(value)
  }

  /// What an expression over these variables is compiled in.
  var environment: Environment {
    var environment = Scope.environment(knowing: records.values.sorted { $0.name < $1.name })
    for name in names { environment.declare(name, byName[name]?.type ?? .dyn) }
    return environment
  }

  private mutating func add(_ name: String, _ variable: Variable) {
    if byName.updateValue(variable, forKey: name) == nil { names.append(name) }
  }
}

extension CELType {
  /// The same type where records have a prefix to their names.
  fileprivate func renamed(_ prefix: String) -> CELType {
    if prefix.isEmpty { return self }
    return switch self {
    case .named(let name): .named(prefix + name)
    case .list(let element): .list(element.renamed(prefix))
    case .map(let key, let value): .map(key, value.renamed(prefix))
    case .optional(let wrapped): .optional(wrapped.renamed(prefix))
    case .nullable(let wrapped): .nullable(wrapped.renamed(prefix))
    default: self
    }
  }
}
