/// Loops over a list or map: one pass, results appended in place.
extension Compiler {
  func comprehension(_ expression: Expression, _ part: Expression.Comprehension) -> Step {
    if let test = quantifier(expression, part) { return value(of: test) }
    let loop = loop(expression, part)
    // Compiled once: a body compiled in two ways is compiled four times a level further in, and so on.
    if part.kind == .filter { return { [test = test(part.body)] frame in loop.filter(&frame, test) } }
    let body = step(part.body)
    switch part.kind {
    case .map, .transformList: return { frame in loop.map(&frame, body) }
    case .transformMap: return { frame in loop.transform(&frame, body) }
    case .transformMapEntry: return { [range = part.body.range] frame in loop.transformEntries(&frame, body, range) }
    case .sortBy: return { [range = part.body.range] frame in loop.sort(&frame, body, range) }
    case .optMap: return { frame in loop.optional(&frame, body, isFlat: false) }
    case .optFlatMap: return { frame in loop.optional(&frame, body, isFlat: true) }
    case .all, .exists, .existsOne, .filter: return { _ in .null }
    }
  }

  /// `all`, `exists` and `existsOne`, whose answer is a truth value; `nil` for the others.
  func quantifier(_ expression: Expression, _ part: Expression.Comprehension) -> Test? {
    let stop: Truth
    switch part.kind {
    case .all: stop = .no
    case .exists: stop = .yes
    case .existsOne:
      let (loop, body) = (loop(expression, part), test(part.body))
      return { frame in loop.one(&frame, body) }
    default: return nil
    }
    let (loop, body) = (loop(expression, part), test(part.body))
    return { frame in loop.quantify(&frame, body, stop) }
  }

  private func loop(_ expression: Expression, _ part: Expression.Comprehension) -> Loop {
    Loop(
      over: step(part.over), overRange: part.over.range, first: local(expression, 0),
      second: part.variables.count > 1 ? local(expression, 1) : nil, condition: part.condition.map { test($0) })
  }
}

/// The parts of a loop, and the ways to run it.
private struct Loop: Sendable {
  let over: Compiler.Step
  let overRange: Range<Int>
  let first: Int
  let second: Int?
  let condition: Compiler.Test?

  /// Runs `visit` for each element whose condition holds, until it answers something.
  /// - Returns: that answer, or the failure why there is none.
  @inline(__always)
  private func each<Answer>(
    _ frame: inout Frame, _ visit: (inout Frame, _ key: Value) -> Answer?
  ) -> Outcome<Answer> {
    let value = over(&frame)
    switch value {
    case .list(let list):
      for index in list.indices {
        let outcome =
          second == nil
          ? one(list[index], nil, &frame, visit) : one(.int(Int64(index)), list[index], &frame, visit)
        if case .none = outcome { continue }
        return outcome
      }
      return .none
    case .map(let map):
      for entry in map.entries {
        let outcome = one(entry.key, entry.value, &frame, visit)
        if case .none = outcome { continue }
        return outcome
      }
      return .none
    case .failure(let failure): return .failed(failure)
    default:
      return .failed(
        EvaluationFailure(.noSuchOverload, "expected a list or a map, found \(value.typeName)", range: overRange))
    }
  }

  /// What a loop comes to.
  private enum Outcome<Answer> {
    case none
    case answer(Answer)
    case failed(EvaluationFailure)
  }

  @inline(__always)
  private func one<Answer>(
    _ key: Value, _ element: Value?, _ frame: inout Frame, _ visit: (inout Frame, Value) -> Answer?
  ) -> Outcome<Answer> {
    guard frame.spend(1) else {
      _ = frame.failTooCostly()
      return .failed(frame.failure)
    }
    frame.locals[first] = key
    if let second, let element { frame.locals[second] = element }
    if let condition {
      switch condition(&frame) {
      case .yes: break
      case .no: return .none
      case .failed: return .failed(frame.failure)
      }
    }
    return visit(&frame, key).map { .answer($0) } ?? .none
  }

  /// `all` and `exists`: failures are looked past when another element decides.
  func quantify(_ frame: inout Frame, _ body: Compiler.Test, _ stop: Truth) -> Truth {
    var failure: EvaluationFailure?
    let outcome = each(&frame) { frame, _ -> Truth? in
      let truth = body(&frame)
      if truth == .failed {
        failure = failure ?? frame.failure
        return nil
      }
      return truth == stop ? truth : nil
    }
    switch outcome {
    case .answer(let truth): return truth
    case .failed(let failure): return frame.fail(failure)
    case .none where failure != nil && frame.isSpent: return frame.failTooCostly()
    case .none: return failure.map { frame.fail($0) } ?? (stop == .yes ? .no : .yes)
    }
  }

  func one(_ frame: inout Frame, _ body: Compiler.Test) -> Truth {
    var count = 0
    let outcome = each(&frame) { frame, _ -> EvaluationFailure? in
      switch body(&frame) {
      case .yes: count += 1
      case .no: break
      case .failed: return frame.failure
      }
      return nil
    }
    switch outcome {
    case .answer(let failure), .failed(let failure): return frame.fail(failure)
    case .none: return Truth(count == 1)
    }
  }

  /// Runs the body for each element; the failure of one ends it.
  @inline(__always)
  private func collect(_ frame: inout Frame, _ body: Compiler.Step, _ keep: (inout Frame, Value, Value) -> Value?)
    -> Value?
  {
    let outcome = each(&frame) { frame, key -> Value? in
      let value = body(&frame)
      if case .failure = value { return value }
      return keep(&frame, key, value)
    }
    switch outcome {
    case .none: return nil
    case .answer(let failure): return failure
    case .failed(let failure): return .failure(failure)
    }
  }

  func map(_ frame: inout Frame, _ body: Compiler.Step) -> Value {
    var values: [Value] = []
    let failure = collect(&frame, body) { _, _, value in
      values.append(value)
      return nil
    }
    return failure ?? frame.pay(for: .list(values))
  }

  func filter(_ frame: inout Frame, _ body: Compiler.Test) -> Value {
    var values: [Value] = []
    let outcome = each(&frame) { frame, key -> EvaluationFailure? in
      switch body(&frame) {
      case .yes: values.append(key)
      case .no: break
      case .failed: return frame.failure
      }
      return nil
    }
    switch outcome {
    case .none: return frame.pay(for: .list(values))
    case .answer(let failure), .failed(let failure): return .failure(failure)
    }
  }

  func transform(_ frame: inout Frame, _ body: Compiler.Step) -> Value {
    var map = MapValue()
    // The keys are those of a list or map, and so differ.
    let failure = collect(&frame, body) { _, key, value in
      map.append(key, value)
      return nil
    }
    return failure ?? frame.pay(for: .map(map))
  }

  /// The body gives maps; their entries are those of the result, and none may stand there twice.
  func transformEntries(_ frame: inout Frame, _ body: Compiler.Step, _ range: Range<Int>) -> Value {
    var map = MapValue()
    let failure = collect(&frame, body) { _, _, value in
      guard case .map(let made) = value else {
        return .failure(EvaluationFailure(.noSuchOverload, "expected a map, found \(value.typeName)", range: range))
      }
      for entry in made.entries where !map.insert(entry.key, entry.value) {
        return .failure(EvaluationFailure(.badKey, "a key stands twice in one map", range: range))
      }
      return nil
    }
    return failure ?? frame.pay(for: .map(map))
  }

  /// The elements in the order of what the body gives for each.
  func sort(_ frame: inout Frame, _ body: Compiler.Step, _ range: Range<Int>) -> Value {
    var elements: [Value] = []
    var keys: [Value] = []
    let failure = collect(&frame, body) { _, key, value in
      elements.append(key)
      keys.append(value)
      return nil
    }
    if let failure { return failure }
    guard frame.spend(Function.Cost.sorting.steps(.list(keys))) else { return Frame.tooManySteps }
    let sorted = ListsLibrary.sorted(elements, by: keys)
    if case .failure(let failure) = sorted { return .failure(failure.at(range)) }
    return frame.pay(for: sorted)
  }

  func optional(_ frame: inout Frame, _ body: Compiler.Step, isFlat: Bool) -> Value {
    let value = over(&frame)
    switch value {
    case .optional(nil), .failure: return value
    case .optional(let wrapped?):
      frame.locals[first] = wrapped
      let result = body(&frame)
      if case .failure = result { return result }
      return isFlat ? result : .optional(result)
    default:
      return .failure(
        EvaluationFailure(.noSuchOverload, "expected an optional, found \(value.typeName)", range: overRange))
    }
  }
}
