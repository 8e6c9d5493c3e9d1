/// Finds the type of every part of an expression, and what each name means.
struct Checker: Sendable {
  /// What a name, or a chain of names, turned out to be.
  enum Meaning: Sendable {
    case variable(slot: Int)
    case constant(Value)
    /// A variable of a macro.
    case local(slot: Int)
    /// Nothing in scope.
    case unknown(String)
  }

  let environment: Environment
  var issues: [Issue] = []
  var types: [CELType]
  /// What names mean, by node.
  var meanings: [Meaning?]
  /// Names of functions, by call.
  var functions: [String?]
  /// Slots of the variables of macros and binds, by node.
  var locals: [[Int]?]
  /// Names of variables, in the order of their slots.
  var variables: [String] = []
  /// How many slots there are, those of macros included.
  var slotCount = 0

  var scope: [(name: String, type: CELType, slot: Int)] = []
  var bindings: [String: CELType] = [:]
  /// Fields that may be missing, and are known to be there.
  var present: Set<String>
  var parameterCount = 0

  /// The source, to show what would be right.
  private let source: [UInt8]

  init(environment: Environment, parts: Int, source: String) {
    self.environment = environment
    self.source = Array(source.utf8)
    present = environment.present
    types = Array(repeating: .dyn, count: parts)
    meanings = Array(repeating: nil, count: parts)
    functions = Array(repeating: nil, count: parts)
    locals = Array(repeating: nil, count: parts)
  }

  /// Checks a whole expression. Slots of variables come first, so they are given out before those of macros.
  mutating func checkWhole(_ expression: Expression) -> CELType {
    variables = environment.variableNames
    slotCount = variables.count
    let type = check(expression)
    for index in types.indices { types[index] = finished(types[index]) }
    return finished(type)
  }

  mutating func report(
    _ kind: IssueKind, _ message: String, _ range: Range<Int>, notes: [String] = [], suggestion: String? = nil,
    mends: [String] = []
  ) -> CELType {
    issues.append(
      Issue(kind: kind, message: message, range: range, notes: notes, suggestion: suggestion, mends: mends))
    return .error
  }

  /// Whether there is still advice about names: to find what is near to each of ten thousand wrong names takes a minute, and nobody
  /// reads it.
  var mayAdvise: Bool { issues.count < 50 }

  /// A part as it is written, where that is short enough to show.
  func written(_ part: Expression) -> String {
    guard part.range.count <= 40, part.range.upperBound <= source.count else { return "…" }
    return String(decoding: source[part.range], as: UTF8.self)
  }

  /// A part as it is written, however long that is.
  func source(of part: Expression) -> String {
    String(decoding: source[part.range.clamped(to: source.indices)], as: UTF8.self)
  }

  /// A part inside a call, such as `string(x)`.
  func wrapped(_ function: String, _ part: Expression) -> String { "\(function)(\(written(part)))" }

  mutating func check(_ expression: Expression) -> CELType {
    let type = work(expression)
    types[expression.id] = type
    return type
  }

  private mutating func work(_ expression: Expression) -> CELType {
    switch expression.kind {
    case .literal(let value): return Checker.type(of: value)
    case .name(let name, let isAbsolute): return checkName(name, isAbsolute, expression)
    case .select(let operand, let field, let fieldRange, let isOptional):
      return checkSelect(expression, operand, field, fieldRange, isOptional)
    case .has(let operand, let field):
      _ = member(field, of: check(operand), operand, field: expression.range, isTest: true)
      return .bool
    case .call(let name, let nameRange, let target, let arguments):
      return checkCall(expression, name, nameRange, target, arguments)
    case .list(let elements, let optional): return checkList(elements, optional)
    case .map(let entries): return checkMap(entries)
    case .comprehension(let comprehension): return checkComprehension(expression, comprehension)
    case .bind(let name, let value, let result):
      let type = check(value)
      return within([(name, type)], of: expression) { $0.check(result) }
    case .block(let values, let result): return checkBlock(expression, values, result)
    case .logic(let isAnd, let operands):
      // Each is looked at only where the others have not decided.
      let facts = operands.map { $0.present(where: isAnd) }
      for (index, operand) in operands.enumerated() {
        var others: Set<String> = []
        for (other, fact) in facts.enumerated() where other != index { others.formUnion(fact) }
        need(.bool, operand, check(operand, knowing: others))
      }
      return .bool
    case .conditional(let condition, let yes, let no):
      need(.bool, condition, check(condition))
      return branches(
        check(yes, knowing: condition.present(where: true)),
        check(no, knowing: condition.present(where: false)), no)
    }
  }

  static func type(of value: Value) -> CELType {
    switch value {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .text: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    default: .dyn
    }
  }

  mutating func need(_ wanted: CELType, _ part: Expression, _ type: CELType) {
    guard !unify(wanted, type) else { return }
    _ = report(
      .typeMismatch, "expected \(wanted), found \(finished(type))", part.range, mends: mends(part, type, for: wanted))
  }

  private mutating func branches(_ yes: CELType, _ no: CELType, _ part: Expression) -> CELType {
    let (first, second) = (resolved(yes), resolved(no))
    if case .enumeration(let left) = first {
      if case .enumeration(let right) = second, left != right { return .string }
      if second == .string { return .string }
    }
    if first == .string, case .enumeration = second { return .string }
    if first == .dyn || second == .dyn { return .dyn }
    if unify(first, second) { return widest(first, second) }
    return report(
      .typeMismatch, "the two branches are of different types: \(finished(first)) and \(finished(second))", part.range)
  }

  private mutating func checkName(_ name: String, _ isAbsolute: Bool, _ expression: Expression) -> CELType {
    if !isAbsolute, let local = scope.last(where: { $0.name == name }) {
      meanings[expression.id] = .local(slot: local.slot)
      return local.type
    }
    if let type = resolve(path: name, isAbsolute, expression.id) { return type }
    meanings[expression.id] = .unknown(name)
    let message = "`\(name)` is not in scope here"
    guard mayAdvise else { return report(.undeclaredName, message, expression.range) }
    let known = scope.map { $0.name } + variables
    return report(
      .undeclaredName, message, expression.range,
      notes: known.isEmpty ? [] : ["in scope: \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: environment.nearName(name, known))
  }

  /// The type of a variable or type of this name, tried in the container and then outwards.
  private mutating func resolve(path: String, _ isAbsolute: Bool, _ id: Int) -> CELType? {
    for candidate in isAbsolute ? [path] : environment.candidates(for: path) {
      if let variable = environment.variables[candidate] {
        meanings[id] = .variable(slot: variable.slot)
        return variable.type
      }
      if let type = Checker.typeNames[candidate] {
        meanings[id] = .constant(.type(candidate))
        return .type(type)
      }
    }
    return nil
  }

  static let typeNames: [String: CELType] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
    "list": .list(.dyn),
    "map": .map(.dyn, .dyn), "null_type": .null, "type": .type(.dyn), "optional_type": .optional(.dyn),
    "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    "net.IP": .ipAddress, "net.CIDR": .addressBlock,
  ]

  /// `a.b.c`, where the expression is only names and dots, and the root is no variable of a macro.
  func path(_ expression: Expression) -> (path: String, isAbsolute: Bool)? {
    switch expression.kind {
    case .name(let name, let isAbsolute):
      return !isAbsolute && scope.contains { $0.name == name } ? nil : (name, isAbsolute)
    case .select(let operand, let field, _, false):
      return path(operand).map { ("\($0.path).\(field)", $0.isAbsolute) }
    default: return nil
    }
  }

  /// Whether the first name of `a.b.c` may be no variable but the beginning of a longer name. Mostly it is none, and then there is no
  /// need to write out and look up all that could be meant.
  func mayBeQualified(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name, let isAbsolute):
      !environment.container.isEmpty || isAbsolute || environment.qualifiers.contains(name)
    case .select(let operand, _, _, false): mayBeQualified(operand)
    default: false
    }
  }

  private mutating func checkSelect(
    _ expression: Expression, _ operand: Expression, _ field: String, _ fieldRange: Range<Int>, _ isOptional: Bool
  ) -> CELType {
    if mayBeQualified(operand), let (path, isAbsolute) = path(expression),
      let type = resolve(path: path, isAbsolute, expression.id)
    {
      return type
    }
    let owner = check(operand)
    let type = member(field, of: owner, operand, field: fieldRange, isTest: false)
    if !isOptional { holdPresence(of: field, expression, operand, owner, fieldRange) }
    guard isOptional, type != .error else { return type }
    if case .optional = type { return type }
    return .optional(type)
  }

  /// Type of a field of a value.
  mutating func member(
    _ field: String, of type: CELType, _ operand: Expression, field range: Range<Int>, isTest: Bool
  ) -> CELType {
    switch resolved(type) {
    case .dyn, .parameter: return .dyn
    case .error: return .error
    case .nullable(let wrapped): return member(field, of: wrapped, operand, field: range, isTest: isTest)
    case .optional(let wrapped):
      let inner = member(field, of: wrapped, operand, field: range, isTest: isTest)
      if case .optional = inner { return inner }
      return inner == .error ? .error : .optional(inner)
    case .map(let key, let value):
      if case .enumeration(let enumeration) = resolved(key), !enumeration.values.contains(field) {
        return report(
          .notInEnum, "`\(field)` is not a value of `\(enumeration.name)`", range,
          notes: ["its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))"],
          suggestion: mayAdvise ? environment.nearName(field, enumeration.values) : nil)
      }
      if unify(.string, key) { return value }
      return report(.typeMismatch, "the keys of this map are \(finished(key)), not texts: use `[ ]`", range)
    case .record(let record): return fieldType(field, of: record, range)
    case .named(let name):
      guard let record = environment.records[name] else { return .dyn }
      return fieldType(field, of: record, range)
    case let other: return report(.typeMismatch, "\(finished(other)) has no fields, so no `\(field)`", range)
    }
  }

  private mutating func fieldType(_ field: String, of record: RecordType, _ range: Range<Int>) -> CELType {
    if let found = record.field(field) { return found.type }
    if record.isOpen { return .dyn }
    let names = record.fields.map { $0.name }
    return report(
      .unknownField, "`\(record.name)` has no field `\(field)`", range,
      notes: ["its fields: \(names.sorted().map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: mayAdvise ? environment.nearName(field, names) : nil)
  }
}
