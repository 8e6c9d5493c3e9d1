/// Names and fields.
extension Compiler {
  /// Points at a value in a variable, or in a field of one; `nil` where it is not simply there, and a step says what then. What is
  /// pointed at stays until the variable of the macro that it lies in gets its next value.
  typealias Place = @Sendable (inout Frame) -> UnsafePointer<Value>?

  /// The place of a part that is a variable or lies in one.
  func place(_ expression: Expression) -> Place? {
    if isTracing { return nil }
    if let root = root(expression) { return root.place }
    if checker.meanings[expression.id] != nil { return nil }
    guard let (operand, field) = Compiler.constantField(expression) else { return keyedPlace(expression) }
    let name = FieldName(field)
    // One closure for a variable and its field, and for two fields: most paths are no longer.
    if let root = root(operand) { return root.place(of: name) }
    if let (inner, field) = Compiler.constantField(operand), let root = root(inner), checker.meanings[operand.id] == nil
    {
      return root.place(of: FieldName(field), name)
    }
    guard let base = place(operand) else { return nil }
    return { frame in
      guard let value = base(&frame), case .map(let map) = value.pointee else { return nil }
      return map.find(name)
    }
  }

  /// `operand.field` and `operand['field']`.
  private static func constantField(_ expression: Expression) -> (operand: Expression, field: Text)? {
    switch expression.kind {
    case .select(let operand, let field, _, false): return (operand, Text(field))
    case .call("_[_]", _, nil, let parts):
      guard parts.count == 2, case .literal(.text(let field)) = parts[1].kind else { return nil }
      return (parts[0], field)
    default: return nil
    }
  }

  /// `operand[key]`, with a text for a key.
  private func keyedPlace(_ expression: Expression) -> Place? {
    guard case .call("_[_]", _, nil, let parts) = expression.kind, parts.count == 2, let base = place(parts[0]),
      let key = place(parts[1])
    else { return nil }
    return { frame in
      guard let value = base(&frame), case .map(let map) = value.pointee, let key = key(&frame),
        case .text(let field) = key.pointee
      else { return nil }
      return map.find(FieldName(field))
    }
  }

  /// A variable by slot.
  private enum Root: Sendable {
    case variable(Int)
    case local(Int)

    var place: Place {
      switch self {
      case .variable(let slot): { frame in frame.variables.baseAddress.map { $0 + slot } }
      case .local(let slot): { frame in UnsafePointer(frame.locals.baseAddress).map { $0 + slot } }
      }
    }

    func place(of name: FieldName) -> Place {
      switch self {
      case .variable(let slot):
        { frame in
          guard case .map(let map) = frame.variables[slot] else { return nil }
          return map.find(name)
        }
      case .local(let slot):
        { frame in
          guard case .map(let map) = frame.locals[slot] else { return nil }
          return map.find(name)
        }
      }
    }

    func place(of first: FieldName, _ second: FieldName) -> Place {
      let base = place(of: first)
      return { frame in
        guard let value = base(&frame), case .map(let map) = value.pointee else { return nil }
        return map.find(second)
      }
    }
  }

  private func root(_ expression: Expression) -> Root? {
    switch checker.meanings[expression.id] {
    case .variable(let slot): .variable(slot)
    case .local(let slot): .local(slot - checker.variables.count)
    default: nil
    }
  }

  // MARK: Steps

  func reference(_ expression: Expression) -> Step {
    switch checker.meanings[expression.id] {
    case .variable(let slot): return variable(expression.range) { $0.variables[slot] }
    case .local(let slot):
      let slot = slot - checker.variables.count
      return variable(expression.range) { $0.locals[slot] }
    case .constant(let value): return { _ in value }
    case .unknown(let name):
      let failure = EvaluationFailure(.noSuchVariable, "`\(name)` is not in scope", range: expression.range)
      return { _ in .failure(failure) }
    case nil: break
    }
    guard case .select(let operand, let field, let fieldRange, let isOptional) = expression.kind else {
      return { _ in .null }
    }
    let (base, name) = (step(operand), FieldName(Text(field)))
    if isOptional { return { frame in Compiler.optionalField(name, of: base(&frame), fieldRange) } }
    if let place = place(expression) {
      return { frame in
        if let found = place(&frame) { return found.pointee }
        return Compiler.field(name, of: base(&frame), fieldRange)
      }
    }
    return { frame in Compiler.field(name, of: base(&frame), fieldRange) }
  }

  @inline(__always)
  private func variable(_ range: Range<Int>, _ read: @escaping @Sendable (inout Frame) -> Value) -> Step {
    { frame in
      let value = read(&frame)
      if case .failure(let failure) = value { return .failure(failure.at(range)) }
      return value
    }
  }

  /// A field of a value.
  private static func field(_ name: FieldName, of value: Value, _ range: Range<Int>) -> Value {
    switch value {
    case .map(let map):
      if let found = map.find(name) { return found.pointee }
      return map.fallback ?? .failure(EvaluationFailure(.noSuchKey, "there is no `\(name.text)`", range: range))
    case .optional: return optionalField(name, of: value, range)
    case .failure: return value
    default: return noFields(value, name, range)
    }
  }

  private static func optionalField(_ name: FieldName, of value: Value, _ range: Range<Int>) -> Value {
    switch value {
    case .optional(nil): return value
    case .optional(let wrapped?): return optionalField(name, of: wrapped, range)
    case .map(let map): return .optional(map.find(name)?.pointee)
    case .failure: return value
    default: return noFields(value, name, range)
    }
  }

  private static func noFields(_ value: Value, _ name: FieldName, _ range: Range<Int>) -> Value {
    .failure(
      EvaluationFailure(.noSuchOverload, "\(value.typeName) has no fields, so no `\(name.text)`", range: range))
  }

  func has(_ operand: Expression, _ name: FieldName, _ range: Range<Int>) -> Test {
    let slow = step(operand)
    let base = place(operand)
    return { frame in
      if let value = base?(&frame), case .map(let map) = value.pointee { return Truth(map.find(name) != nil) }
      var value = slow(&frame)
      while case .optional(let wrapped) = value {
        guard let wrapped else { return .no }
        value = wrapped
      }
      switch value {
      case .map(let map): return Truth(map.find(name) != nil)
      case .failure(let failure): return frame.fail(failure)
      default: return frame.fail(EvaluationFailure(.noSuchOverload, "\(value.typeName) has no fields", range: range))
      }
    }
  }
}
