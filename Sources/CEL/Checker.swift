/// Finds the type of every part of an expression, and what each name means.
struct Checker {
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
  private(set) var types: [CELType]
  private(set) var meanings: [Int: Meaning] = [:]
  /// Names of functions by call.
  private(set) var functions: [Int: String] = [:]
  /// Slots of the variables of macros and binds, by node.
  private(set) var locals: [Int: [Int]] = [:]
  /// Names of variables, in the order of their slots.
  private(set) var variables: [String] = []
  /// How many slots there are, those of macros included.
  private(set) var slotCount = 0

  private var scope: [(name: String, type: CELType, slot: Int)] = []
  private var bindings: [String: CELType] = [:]
  private var parameterCount = 0

  init(environment: Environment, parts: Int) {
    self.environment = environment
    types = Array(repeating: .dyn, count: parts)
  }

  /// Checks a whole expression. Slots of variables come first, so they are given out before those of macros.
  mutating func checkWhole(_ expression: Expression) -> CELType {
    variables = environment.variableNames
    slotCount = variables.count
    let type = check(expression)
    for index in types.indices { types[index] = finished(types[index]) }
    return finished(type)
  }

  private mutating func report(
    _ kind: IssueKind, _ message: String, _ range: Range<Int>, notes: [String] = [], suggestion: String? = nil
  ) -> CELType {
    issues.append(Issue(kind: kind, message: message, range: range, notes: notes, suggestion: suggestion))
    return .error
  }

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
    case .logic(_, let operands):
      for operand in operands { need(.bool, operand, check(operand)) }
      return .bool
    case .conditional(let condition, let yes, let no):
      need(.bool, condition, check(condition))
      return branches(check(yes), check(no), no)
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

  private mutating func need(_ wanted: CELType, _ part: Expression, _ type: CELType) {
    if !unify(wanted, type) { _ = report(.typeMismatch, "expected \(wanted), found \(finished(type))", part.range) }
  }

  private mutating func branches(_ yes: CELType, _ no: CELType, _ part: Expression) -> CELType {
    let (first, second) = (resolved(yes), resolved(no))
    if case .enumeration(let left) = first {
      if case .enumeration(let right) = second, left != right { return .string }
      if second == .string { return .string }
    }
    if first == .string, case .enumeration = second { return .string }
    if first == .dyn || second == .dyn { return .dyn }
    if unify(first, second) { return resolved(first) }
    return report(
      .typeMismatch, "the two branches are of different types: \(finished(first)) and \(finished(second))", part.range)
  }

  // MARK: Names

  private mutating func checkName(_ name: String, _ isAbsolute: Bool, _ expression: Expression) -> CELType {
    if !isAbsolute, let local = scope.last(where: { $0.name == name }) {
      meanings[expression.id] = .local(slot: local.slot)
      return local.type
    }
    if let type = resolve(path: name, isAbsolute, expression.id) { return type }
    meanings[expression.id] = .unknown(name)
    let known = scope.map { $0.name } + variables
    let suggestion = environment.nearName(name, known)
    return report(
      .undeclaredName, "`\(name)` is not in scope here", expression.range,
      notes: known.isEmpty ? [] : ["in scope: \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: suggestion)
  }

  /// The type of a variable or type of this name, tried in the container and then outwards.
  private mutating func resolve(path: String, _ isAbsolute: Bool, _ id: Int) -> CELType? {
    for candidate in isAbsolute ? [path] : environment.candidates(for: path) {
      if let type = environment.variables[candidate], let slot = variables.firstIndex(of: candidate) {
        meanings[id] = .variable(slot: slot)
        return type
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
  ]

  /// `a.b.c`, where the expression is only names and dots, and the root is no variable of a macro.
  private func path(_ expression: Expression) -> (path: String, isAbsolute: Bool)? {
    switch expression.kind {
    case .name(let name, let isAbsolute):
      return !isAbsolute && scope.contains { $0.name == name } ? nil : (name, isAbsolute)
    case .select(let operand, let field, _, false):
      return path(operand).map { ("\($0.path).\(field)", $0.isAbsolute) }
    default: return nil
    }
  }

  private mutating func checkSelect(
    _ expression: Expression, _ operand: Expression, _ field: String, _ fieldRange: Range<Int>, _ isOptional: Bool
  ) -> CELType {
    if let (path, isAbsolute) = path(expression), let type = resolve(path: path, isAbsolute, expression.id) {
      return type
    }
    let type = member(field, of: check(operand), operand, field: fieldRange, isTest: false)
    guard isOptional, type != .error else { return type }
    if case .optional = type { return type }
    return .optional(type)
  }

  /// Type of a field of a value.
  private mutating func member(
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
      suggestion: environment.nearName(field, names))
  }

  // MARK: Lists, maps and macros

  private mutating func checkList(_ elements: [Expression], _ optional: Set<Int>) -> CELType {
    var joined: CELType?
    for (index, element) in elements.enumerated() {
      joined = join(joined, unwrapped(check(element), optional.contains(index), element))
    }
    return .list(joined ?? fresh())
  }

  private mutating func checkMap(_ entries: [Expression.Entry]) -> CELType {
    var keys: CELType?
    var values: CELType?
    for entry in entries {
      let key = check(entry.key)
      switch resolved(key) {
      case .bool, .int, .uint, .string, .dyn, .enumeration, .parameter, .error: break
      case let other:
        _ = report(.typeMismatch, "a key is int, uint, bool or string, not \(finished(other))", entry.key.range)
      }
      keys = join(keys, key)
      values = join(values, unwrapped(check(entry.value), entry.isOptional, entry.value))
    }
    return .map(keys ?? fresh(), values ?? fresh())
  }

  private mutating func unwrapped(_ type: CELType, _ isOptional: Bool, _ part: Expression) -> CELType {
    guard isOptional else { return type }
    switch resolved(type) {
    case .optional(let wrapped): return wrapped
    case .dyn, .error: return .dyn
    case let other: return report(.typeMismatch, "`?` takes an optional, found \(finished(other))", part.range)
    }
  }

  /// The type of a list that holds both; `dyn` where there is none.
  private mutating func join(_ left: CELType?, _ right: CELType) -> CELType {
    guard let left else { return right }
    let (first, second) = (resolved(left), resolved(right))
    if first == second { return first }
    switch (first, second) {
    case (.enumeration, .string), (.string, .enumeration), (.enumeration, .enumeration): return .string
    case (.nullable, _): return unify(first, second) ? first : .dyn
    case (_, .nullable): return unify(second, first) ? second : .dyn
    case (.dyn, _), (_, .dyn): return .dyn
    case (.null, .optional), (.null, .abstract), (.null, .timestamp), (.null, .duration), (.null, .record),
      (.null, .named):
      return second
    default: return unify(first, second) ? widest(first, second) : .dyn
    }
  }

  /// Of two types that fit each other the one that says less: `optional(dyn)` of that and `optional(int)`.
  private func widest(_ left: CELType, _ right: CELType) -> CELType {
    switch (resolved(left), resolved(right)) {
    case (.dyn, _), (_, .dyn): .dyn
    case (.list(let a), .list(let b)): .list(widest(a, b))
    case (.optional(let a), .optional(let b)): .optional(widest(a, b))
    case (.map(let key, let value), .map(let other, let another)): .map(widest(key, other), widest(value, another))
    case (.abstract(let name, let a), .abstract(_, let b)) where a.count == b.count:
      .abstract(name, zip(a, b).map { widest($0, $1) })
    case (let first, _): first
    }
  }

  private mutating func within(
    _ names: [(String, CELType)], of expression: Expression, _ body: (inout Checker) -> CELType
  ) -> CELType {
    var slots: [Int] = []
    for (name, type) in names {
      scope.append((name, type, slotCount))
      slots.append(slotCount)
      slotCount += 1
    }
    locals[expression.id] = slots
    defer { scope.removeLast(names.count) }
    return body(&self)
  }

  private mutating func checkComprehension(_ expression: Expression, _ part: Expression.Comprehension) -> CELType {
    let over = resolved(check(part.over))
    if part.kind == .optMap || part.kind == .optFlatMap { return checkOptional(expression, part, over) }
    guard let (key, element) = elements(of: over, part) else { return .error }
    let names: [(String, CELType)]
    if part.variables.count == 2 {
      names = [(part.variables[0], key ?? .int), (part.variables[1], element)]
    } else {
      names = [(part.variables[0], key ?? element)]
    }
    return within(names, of: expression) { checker in
      if let condition = part.condition { checker.need(.bool, condition, checker.check(condition)) }
      let body = checker.check(part.body)
      switch part.kind {
      case .all, .exists, .existsOne:
        checker.need(.bool, part.body, body)
        return .bool
      case .filter:
        checker.need(.bool, part.body, body)
        return .list(key ?? element)
      case .map, .transformList: return .list(body)
      case .transformMap: return .map(key ?? .int, body)
      case .optMap, .optFlatMap: return .error
      }
    }
  }

  /// Types of keys and elements; the key of a list is `nil`.
  private mutating func elements(of type: CELType, _ part: Expression.Comprehension) -> (
    key: CELType?, element: CELType
  )? {
    switch type {
    case .list(let element): return (nil, element)
    case .map(let key, let value): return (key, value)
    case .record, .named: return (.string, .dyn)
    case .dyn, .parameter: return part.variables.count == 2 ? (.dyn, .dyn) : (nil, .dyn)
    case .error: return nil
    default:
      _ = report(
        .typeMismatch, "`\(part.kind.rawValue)` goes over a list or a map, found \(finished(type))", part.over.range)
      return nil
    }
  }

  private mutating func checkOptional(_ expression: Expression, _ part: Expression.Comprehension, _ over: CELType)
    -> CELType
  {
    let wrapped: CELType
    switch over {
    case .optional(let type): wrapped = type
    case .dyn, .error: wrapped = .dyn
    default:
      return report(
        .typeMismatch, "`\(part.kind.rawValue)` goes over an optional, found \(finished(over))", part.over.range)
    }
    return within([(part.variables[0], wrapped)], of: expression) { checker in
      let body = checker.check(part.body)
      guard part.kind == .optFlatMap else { return .optional(body) }
      checker.need(.optional(checker.fresh()), part.body, body)
      return body
    }
  }

  // MARK: Calls

  private mutating func checkCall(
    _ expression: Expression, _ name: String, _ nameRange: Range<Int>, _ target: Expression?, _ arguments: [Expression]
  ) -> CELType {
    // `math.greatest(1)`: the receiver is no value but a part of the name.
    if let target, let (path, isAbsolute) = path(target), !isVariable(path, isAbsolute) {
      for candidate in isAbsolute ? ["\(path).\(name)"] : environment.candidates(for: "\(path).\(name)") {
        if let function = environment.functions[candidate] {
          functions[expression.id] = candidate
          return choose(function, isMember: false, arguments, arguments.map { check($0) }, expression, nameRange)
        }
      }
    }
    let all = [target].compactMap(\.self) + arguments
    let types = all.map { check($0) }
    if let type = checkIndex(name, all, types, expression) { return type }
    let isAbsolute = name.hasPrefix(".")
    let candidates =
      target != nil || isAbsolute ? [isAbsolute ? String(name.dropFirst()) : name] : environment.candidates(for: name)
    for candidate in candidates {
      guard let function = environment.functions[candidate] else { continue }
      functions[expression.id] = candidate
      holdEnumerations(name, all, types)
      return choose(function, isMember: target != nil, all, types, expression, nameRange)
    }
    if types.contains(.error) { return .error }
    let known = environment.functions.keys.filter { $0.first?.isLetter == true }
    return report(
      .undeclaredName, "there is no function `\(name)`", nameRange, suggestion: environment.nearName(name, Array(known))
    )
  }

  private func isVariable(_ path: String, _ isAbsolute: Bool) -> Bool {
    var prefix = path[...]
    while true {
      let candidates = isAbsolute ? [String(prefix)] : environment.candidates(for: String(prefix))
      if candidates.contains(where: { environment.variables[$0] != nil }) { return true }
      guard let dot = prefix.lastIndex(of: ".") else { return false }
      prefix = prefix[..<dot]
    }
  }

  /// `record['name']`, `record[?'name']` and `'name' in record` are like fields, which no overload can say.
  private mutating func checkIndex(_ name: String, _ parts: [Expression], _ types: [CELType], _ expression: Expression)
    -> CELType?
  {
    guard parts.count == 2 else { return nil }
    if name == "@in" {
      switch resolved(types[1]) {
      case .record, .named:
        need(.string, parts[0], types[0])
        functions[expression.id] = name
        return .bool
      default: return nil
      }
    }
    guard name == "_[_]" || name == "_[?_]" else { return nil }
    var operand = resolved(types[0])
    var isOptional = name == "_[?_]"
    if case .optional(let wrapped) = operand { (operand, isOptional) = (resolved(wrapped), true) }
    switch operand {
    case .record, .named: break
    default: return nil
    }
    functions[expression.id] = name
    need(.string, parts[1], types[1])
    var type = CELType.dyn
    if case .literal(.text(let field)) = parts[1].kind {
      type = member(field.string, of: operand, parts[0], field: parts[1].range, isTest: false)
    }
    return isOptional && type != .error ? .optional(type) : type
  }

  private mutating func choose(
    _ function: Function, isMember: Bool, _ parts: [Expression], _ types: [CELType], _ expression: Expression,
    _ nameRange: Range<Int>
  ) -> CELType {
    let before = bindings
    var result: CELType?
    var after = bindings
    for overload in function.overloads where overload.isMember == isMember && overload.parameters.count == types.count {
      bindings = before
      var names: [String: CELType] = [:]
      guard zip(overload.parameters, types).allSatisfy({ unify(instance($0.0, &names), $0.1) }) else { continue }
      let type = resolved(instance(overload.result, &names))
      if let found = result {
        // Arguments of which nothing is known fit several: then nothing is known of the result, unless all agree.
        result = found == type ? found : .dyn
        bindings = after
      } else {
        (result, after) = (type, bindings)
      }
    }
    bindings = result == nil ? before : after
    if let result { return result }
    if types.contains(where: { resolved($0) == .error }) { return .error }
    let found = types.map { finished($0).description }
    let spoken = Function.spoken(function.name)
    let shapes = function.overloads.map { overload in
      let words = overload.parameters.map { $0.description }
      if function.name.hasPrefix("_") || function.name.hasPrefix("@") { return words.joined(separator: " \(spoken) ") }
      return overload.isMember
        ? "\(words[0]).\(spoken)(\(words.dropFirst().joined(separator: ", ")))"
        : "\(spoken)(\(words.joined(separator: ", ")))"
    }
    return report(
      .noOverload, "`\(spoken)` does not take \(found.isEmpty ? "nothing" : found.joined(separator: " and "))",
      function.name.first?.isLetter == true ? nameRange : expression.range,
      notes: ["it takes: \(shapes.joined(separator: "; "))"])
  }

  /// A text compared with an enumeration must be one of its values.
  private mutating func holdEnumerations(_ name: String, _ parts: [Expression], _ types: [CELType]) {
    guard parts.count == 2 else { return }
    func literals(_ part: Expression) -> [Expression] {
      if case .list(let elements, _) = part.kind { return elements }
      return [part]
    }
    switch name {
    case "_==_", "_!=_":
      for (one, other) in [(0, 1), (1, 0)] {
        if case .enumeration(let enumeration) = resolved(types[one]) { hold(parts[other], in: enumeration) }
      }
    case "@in":
      if case .enumeration(let enumeration) = resolved(types[0]) {
        for part in literals(parts[1]) { hold(part, in: enumeration) }
      }
    default: break
    }
  }

  private mutating func hold(_ part: Expression, in enumeration: EnumType) {
    guard case .literal(.text(let text)) = part.kind, !enumeration.values.contains(text.string) else { return }
    _ = report(
      .notInEnum, "`\(text)` is not a value of `\(enumeration.name)`", part.range,
      notes: ["its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: environment.nearName(text.string, enumeration.values))
  }

  // MARK: The place's type

  /// Holds an expression against the type that its place asks for.
  mutating func hold(_ expression: Expression, _ type: CELType, to wanted: CELType) {
    let wanted = resolved(wanted)
    if case .optional(let inner) = wanted, case .call(let name, _, .some, let arguments) = expression.kind {
      // `optional.of('new')` is as good as `'new'` where a value of an enumeration is wanted, and `optional.none()` is none.
      if functions[expression.id] == "optional.of", name == "of" {
        return hold(arguments[0], types[arguments[0].id], to: inner)
      }
      if functions[expression.id] == "optional.none" { return }
    }
    if case .conditional(_, let yes, let no) = expression.kind, wanted.isEnumeration {
      hold(yes, types[yes.id], to: wanted)
      hold(no, types[no.id], to: wanted)
      return
    }
    let found = resolved(type)
    if case .optional(let inner) = wanted {
      // An optional place takes a value as well.
      if case .optional(let wrapped) = found { return hold(expression, wrapped, to: inner) }
      return hold(expression, found, to: inner)
    }
    if case .enumeration(let enumeration) = wanted {
      if case .literal(.text) = expression.kind { return hold(expression, in: enumeration) }
      if case .enumeration(let other) = found {
        let strange = other.values.filter { !enumeration.values.contains($0) }
        if strange.isEmpty { return }
        _ = report(
          .typeMismatch,
          "`\(other.name)` has values that `\(enumeration.name)` does not have: \(strange.map { "`\($0)`" }.joined(separator: ", "))",
          expression.range, notes: ["map it through a table"])
        return
      }
      if found == .string {
        _ = report(
          .typeMismatch, "expected a value of `\(enumeration.name)`, found any text", expression.range,
          notes: [
            "its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))", "map it through a table",
          ])
        return
      }
    }
    guard !unify(wanted, found) else { return }
    var notes: [String] = []
    if case .optional = found { notes.append("it may be missing: say what then, with `.orValue(…)`") }
    if wanted == .double, found == .int { notes.append("write `double(…)`") }
    if wanted == .string, found == .int || found == .double || found == .timestamp { notes.append("write `string(…)`") }
    _ = report(.typeMismatch, "expected \(finished(wanted)), found \(finished(found))", expression.range, notes: notes)
  }

  // MARK: Type variables

  private mutating func fresh() -> CELType {
    parameterCount += 1
    return .parameter("#\(parameterCount)")
  }

  private mutating func instance(_ type: CELType, _ names: inout [String: CELType]) -> CELType {
    switch type {
    case .parameter(let name):
      if let known = names[name] { return known }
      let variable = fresh()
      names[name] = variable
      return variable
    case .list(let element): return .list(instance(element, &names))
    case .map(let key, let value): return .map(instance(key, &names), instance(value, &names))
    case .optional(let wrapped): return .optional(instance(wrapped, &names))
    case .nullable(let wrapped): return .nullable(instance(wrapped, &names))
    case .type(let inner): return .type(instance(inner, &names))
    case .abstract(let name, let parameters): return .abstract(name, parameters.map { instance($0, &names) })
    default: return type
    }
  }

  /// What a type variable stands for, as far as it is known.
  func resolved(_ type: CELType) -> CELType {
    var type = type
    while case .parameter(let name) = type, let bound = bindings[name] { type = bound }
    return type
  }

  /// The type with all that is known filled in, and `dyn` for what is not.
  func finished(_ type: CELType) -> CELType {
    switch resolved(type) {
    case .parameter(let name): name.hasPrefix("#") ? .dyn : .parameter(name)
    case .list(let element): .list(finished(element))
    case .map(let key, let value): .map(finished(key), finished(value))
    case .optional(let wrapped): .optional(finished(wrapped))
    case .nullable(let wrapped): .nullable(finished(wrapped))
    case .type(let inner): .type(finished(inner))
    case .abstract(let name, let parameters): .abstract(name, parameters.map { finished($0) })
    case let other: other
    }
  }

  private func occurs(_ name: String, in type: CELType) -> Bool {
    switch resolved(type) {
    case .parameter(let other): name == other
    case .list(let inner), .optional(let inner), .nullable(let inner), .type(let inner): occurs(name, in: inner)
    case .map(let key, let value): occurs(name, in: key) || occurs(name, in: value)
    case .abstract(_, let parameters): parameters.contains { occurs(name, in: $0) }
    default: false
    }
  }

  /// Whether a value of one type fits a place of another, with what that says of type variables.
  private mutating func unify(_ wanted: CELType, _ found: CELType) -> Bool {
    let (wanted, found) = (resolved(wanted), resolved(found))
    if wanted == found { return true }
    switch (wanted, found) {
    case (.parameter(let name), let other), (let other, .parameter(let name)):
      guard !occurs(name, in: other) else { return false }
      bindings[name] = other
      return true
    case (.dyn, _), (_, .dyn), (.error, _), (_, .error): return true
    case (.nullable, .null): return true
    case (.nullable(let inner), .nullable(let other)), (.nullable(let inner), let other): return unify(inner, other)
    case (let inner, .nullable(let other)): return unify(inner, other)
    case (.timestamp, .null), (.duration, .null), (.record, .null), (.named, .null), (.abstract, .null),
      (.optional, .null):
      return true
    case (.null, .timestamp), (.null, .duration), (.null, .record), (.null, .named), (.null, .abstract),
      (.null, .optional):
      return true
    case (.string, .enumeration), (.enumeration, .string), (.enumeration, .enumeration): return true
    // Types are compared whatever they are types of: `type(x) == int` is the way to ask.
    case (.type, .type): return true
    case (.list(let inner), .list(let other)), (.optional(let inner), .optional(let other)): return unify(inner, other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.record(let record), .named(let name)), (.named(let name), .record(let record)): return record.name == name
    // A map literal may stand where a record is wanted; whoever takes it holds it against the record.
    case (.record, .map(let key, _)), (.named, .map(let key, _)): return unify(.string, key)
    case (.map(let key, let value), .record), (.map(let key, let value), .named):
      return unify(key, .string) && unify(value, .dyn)
    case (.abstract(let name, let inner), .abstract(let other, let others)):
      return name == other && inner.count == others.count && zip(inner, others).allSatisfy { unify($0, $1) }
    default: return false
    }
  }
}

extension CELType {
  /// Whether the type is an enumeration, or an optional one.
  fileprivate var isEnumeration: Bool {
    switch self {
    case .enumeration, .optional(.enumeration): true
    default: false
    }
  }
}
