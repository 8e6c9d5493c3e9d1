extension Compiler {
  /// A loop over a list or map: one pass, results appended in place.
  func comprehension(_ expression: Expression, _ part: Expression.Comprehension) -> Step {
    let slots = checker.locals[expression.id] ?? [0]
    let loop = Loop(
      over: step(part.over), overRange: part.over.range, first: slots[0], second: slots.count > 1 ? slots[1] : nil,
      condition: part.condition.map { (step($0), $0.range) }, body: step(part.body), bodyRange: part.body.range)
    switch part.kind {
    case .all: return { frame in loop.quantify(&frame, stopsAt: false) }
    case .exists: return { frame in loop.quantify(&frame, stopsAt: true) }
    case .existsOne: return { frame in loop.one(&frame) }
    case .map, .transformList: return { frame in loop.map(&frame) }
    case .filter: return { frame in loop.filter(&frame) }
    case .transformMap: return { frame in loop.transform(&frame) }
    case .optMap: return { frame in loop.optional(&frame, isFlat: false) }
    case .optFlatMap: return { frame in loop.optional(&frame, isFlat: true) }
    }
  }
}

/// The parts of a loop, and the ways to run it.
private struct Loop: Sendable {
  let over: Compiler.Step
  let overRange: Range<Int>
  let first: Int
  let second: Int?
  let condition: (step: Compiler.Step, range: Range<Int>)?
  let body: Compiler.Step
  let bodyRange: Range<Int>

  /// Runs `visit` for each element whose condition holds, until it answers a value.
  private func each(_ frame: inout Frame, _ visit: (inout Frame, _ key: Value, _ element: Value) -> Value?) -> Value? {
    let value = over(&frame)
    switch value {
    case .list(let list):
      for (index, element) in list.enumerated() {
        let key = second == nil ? element : .int(Int64(index))
        if let result = one(key, element, &frame, visit) { return result }
      }
    case .map(let map):
      for entry in map.entries { if let result = one(entry.key, entry.value, &frame, visit) { return result } }
    case .failure: return value
    default:
      return .failure(
        EvaluationFailure(.noSuchOverload, "expected a list or a map, found \(value.typeName)", range: overRange))
    }
    return nil
  }

  private func one(
    _ key: Value, _ element: Value, _ frame: inout Frame, _ visit: (inout Frame, Value, Value) -> Value?
  ) -> Value? {
    guard frame.spend(1) else { return Frame.tooManySteps }
    frame.slots[first] = key
    if let second { frame.slots[second] = element }
    if let condition {
      switch condition.step(&frame) {
      case .bool(true): break
      case .bool(false): return nil
      case let other: return Compiler.notBool(other, condition.range)
      }
    }
    return visit(&frame, key, element)
  }

  /// `all` and `exists`: failures are looked past when another element decides.
  func quantify(_ frame: inout Frame, stopsAt stop: Bool) -> Value {
    var failure: Value?
    let found = each(&frame) { frame, _, _ in
      let value = body(&frame)
      if case .bool(let bool) = value { return bool == stop ? value : nil }
      failure = failure ?? Compiler.notBool(value, bodyRange)
      return nil
    }
    return found ?? failure ?? .bool(!stop)
  }

  func one(_ frame: inout Frame) -> Value {
    var count = 0
    let failure = each(&frame) { frame, _, _ in
      switch body(&frame) {
      case .bool(let bool): count += bool ? 1 : 0
      case let other: return Compiler.notBool(other, bodyRange)
      }
      return nil
    }
    return failure ?? .bool(count == 1)
  }

  func map(_ frame: inout Frame) -> Value {
    var values: [Value] = []
    let failure = each(&frame) { frame, _, _ in
      let value = body(&frame)
      if case .failure = value { return value }
      values.append(value)
      return nil
    }
    return failure ?? frame.pay(for: .list(values))
  }

  func filter(_ frame: inout Frame) -> Value {
    var values: [Value] = []
    let failure = each(&frame) { frame, key, _ in
      switch body(&frame) {
      case .bool(true): values.append(key)
      case .bool(false): break
      case let other: return Compiler.notBool(other, bodyRange)
      }
      return nil
    }
    return failure ?? frame.pay(for: .list(values))
  }

  func transform(_ frame: inout Frame) -> Value {
    var entries: [(key: Value, value: Value)] = []
    let failure = each(&frame) { frame, key, _ in
      let value = body(&frame)
      if case .failure = value { return value }
      entries.append((key, value))
      return nil
    }
    return failure ?? frame.pay(for: .map(MapValue(distinct: entries)))
  }

  func optional(_ frame: inout Frame, isFlat: Bool) -> Value {
    let value = over(&frame)
    switch value {
    case .optional(nil), .failure: return value
    case .optional(let wrapped?):
      frame.slots[first] = wrapped
      let result = body(&frame)
      if case .failure = result { return result }
      return isFlat ? result : .optional(result)
    default:
      return .failure(
        EvaluationFailure(.noSuchOverload, "expected an optional, found \(value.typeName)", range: overRange))
    }
  }
}
