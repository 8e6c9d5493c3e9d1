/// Turns a checked expression into closures over slots: names, functions, constants and patterns are looked up here, once.
struct Compiler {
  typealias Step = @Sendable (inout Frame) -> Value

  let checker: Checker
  /// Whether types were checked; without that every function looks at the kinds of its arguments.
  let trustsTypes: Bool

  mutating func program(_ expression: Expression, type: CELType) -> Program {
    Program(type: type, variables: checker.variables, slotCount: checker.slotCount, run: step(expression))
  }

  func step(_ expression: Expression) -> Step {
    switch expression.kind {
    case .literal(let value): return { _ in value }
    case .name, .select: return reference(expression)
    case .has(let operand, let field): return has(step(operand), Text(field), expression.range)
    case .call: return call(expression)
    case .list(let elements, let optional): return list(elements, optional)
    case .map(let entries): return map(entries)
    case .comprehension(let part): return comprehension(expression, part)
    case .bind(_, let value, let result):
      return bind(step(value), step(result), checker.locals[expression.id]?.first ?? 0)
    case .logic(let isAnd, let operands): return logic(isAnd, operands, expression.range)
    case .conditional(let condition, let yes, let no):
      let (condition, yes, no, range) = (step(condition), step(yes), step(no), condition.range)
      return { frame in
        switch condition(&frame) {
        case .bool(true): yes(&frame)
        case .bool(false): no(&frame)
        case let other: Compiler.notBool(other, range)
        }
      }
    }
  }

  static func notBool(_ value: Value, _ range: Range<Int>) -> Value {
    if case .failure = value { return value }
    return .failure(EvaluationFailure(.noSuchOverload, "expected true or false, found \(value.typeName)", range: range))
  }

  // MARK: Names and fields

  private func reference(_ expression: Expression) -> Step {
    switch checker.meanings[expression.id] {
    case .variable(let slot), .local(let slot):
      let range = expression.range
      return { frame in
        if case .failure(let failure) = frame.slots[slot] { return .failure(failure.at(range)) }
        return frame.slots[slot]
      }
    case .constant(let value): return { _ in value }
    case .unknown(let name):
      let failure = EvaluationFailure(.noSuchVariable, "`\(name)` is not in scope", range: expression.range)
      return { _ in .failure(failure) }
    case nil: break
    }
    guard case .select(let operand, let field, let fieldRange, let isOptional) = expression.kind else {
      return { _ in .null }
    }
    let (base, name) = (step(operand), Text(field))
    if isOptional { return { frame in Compiler.optionalField(name, of: base(&frame), fieldRange) } }
    if let slot = slot(of: operand) {
      // Most fields are read off a variable: without a call for it, and without counting a reference.
      return { frame in
        if case .map(let map) = frame.slots[slot], let found = map[name] { return found }
        return Compiler.field(name, of: base(&frame), fieldRange)
      }
    }
    return { frame in
      let value = base(&frame)
      if case .map(let map) = value, let found = map[name] { return found }
      return Compiler.field(name, of: value, fieldRange)
    }
  }

  private func slot(of expression: Expression) -> Int? {
    switch checker.meanings[expression.id] {
    case .variable(let slot), .local(let slot): slot
    default: nil
    }
  }

  /// A field that is not simply there.
  private static func field(_ name: Text, of value: Value, _ range: Range<Int>) -> Value {
    switch value {
    case .map(let map):
      if let found = map[name] ?? map.fallback { return found }
      return .failure(EvaluationFailure(.noSuchKey, "there is no `\(name)`", range: range))
    case .optional: return optionalField(name, of: value, range)
    case .failure: return value
    default:
      return .failure(
        EvaluationFailure(.noSuchOverload, "\(value.typeName) has no fields, so no `\(name)`", range: range))
    }
  }

  private static func optionalField(_ name: Text, of value: Value, _ range: Range<Int>) -> Value {
    switch value {
    case .optional(nil): return value
    case .optional(let wrapped?): return optionalField(name, of: wrapped, range)
    case .map(let map): return .optional(map[name])
    case .failure: return value
    default:
      return .failure(
        EvaluationFailure(.noSuchOverload, "\(value.typeName) has no fields, so no `\(name)`", range: range))
    }
  }

  private func has(_ base: @escaping Step, _ name: Text, _ range: Range<Int>) -> Step {
    { frame in
      var value = base(&frame)
      while case .optional(let wrapped) = value {
        guard let wrapped else { return .bool(false) }
        value = wrapped
      }
      switch value {
      case .map(let map): return .bool(map[name] != nil)
      case .failure: return value
      default: return .failure(EvaluationFailure(.noSuchOverload, "\(value.typeName) has no fields", range: range))
      }
    }
  }

  // MARK: Logic

  /// `&&` and `||` look past failures: one operand that decides is enough, wherever it stands.
  private func logic(_ isAnd: Bool, _ operands: [Expression], _ range: Range<Int>) -> Step {
    let steps = operands.map { (step($0), $0.range) }
    if steps.count == 2 {
      let ((first, firstRange), (second, secondRange)) = (steps[0], steps[1])
      return { frame in
        let left = first(&frame)
        if case .bool(let bool) = left {
          if bool != isAnd { return left }
          let right = second(&frame)
          if case .bool = right { return right }
          return Compiler.notBool(right, secondRange)
        }
        let right = second(&frame)
        if case .bool(let bool) = right, bool != isAnd { return right }
        return Compiler.notBool(left, firstRange)
      }
    }
    return { frame in
      var failure: Value?
      for (step, range) in steps {
        switch step(&frame) {
        case .bool(let bool): if bool != isAnd { return .bool(bool) }
        case let other: failure = failure ?? Compiler.notBool(other, range)
        }
      }
      return failure ?? .bool(isAnd)
    }
  }

  private func bind(_ value: @escaping Step, _ result: @escaping Step, _ slot: Int) -> Step {
    // A failure that nobody reads is of no account: the slot keeps it, and reading it fails.
    { frame in
      frame.slots[slot] = value(&frame)
      return result(&frame)
    }
  }

  // MARK: Lists and maps

  private func list(_ elements: [Expression], _ optional: Set<Int>) -> Step {
    let steps = elements.enumerated().map { (step: step($0.element), isOptional: optional.contains($0.offset)) }
    if elements.allSatisfy({ if case .literal = $0.kind { true } else { false } }), optional.isEmpty {
      var frame = Frame(slots: [], count: 0, budget: Program.Budget())
      let constant = Value.list(steps.map { $0.step(&frame) })
      return { _ in constant }
    }
    return { frame in
      var values: [Value] = []
      values.reserveCapacity(steps.count)
      for (step, isOptional) in steps {
        let value = step(&frame)
        switch value {
        case .failure: return value
        case .optional(let wrapped) where isOptional: if let wrapped { values.append(wrapped) }
        default: values.append(value)
        }
      }
      return frame.pay(for: .list(values))
    }
  }

  private func map(_ entries: [Expression.Entry]) -> Step {
    let steps = entries.map {
      (key: step($0.key), value: step($0.value), isOptional: $0.isOptional, range: $0.key.range)
    }
    return { frame in
      var map = MapValue()
      for entry in steps {
        let key = entry.key(&frame)
        if case .failure = key { return key }
        var value = entry.value(&frame)
        if case .failure = value { return value }
        if entry.isOptional, case .optional(let wrapped) = value {
          guard let wrapped else { continue }
          value = wrapped
        }
        if let failure = Compiler.insert(key, value, into: &map) { return .failure(failure.at(entry.range)) }
      }
      return frame.pay(for: .map(map))
    }
  }

  static func insert(_ key: Value, _ value: Value, into map: inout MapValue) -> EvaluationFailure? {
    guard MapValue.isKey(key) else { return EvaluationFailure(.badKey, "\(key.typeName) cannot be a key") }
    guard map[key] == nil else { return EvaluationFailure(.badKey, "a key stands twice in one map") }
    map[key] = value
    return nil
  }
}
