extension Compiler {
  /// A call: its arguments in order, then its body. A failure of an argument is the call's.
  func call(_ expression: Expression) -> Step {
    guard case .call(let name, let nameRange, let target, let arguments) = expression.kind else {
      return { _ in .null }
    }
    let resolved = checker.functions[expression.id]
    guard let function = checker.environment.functions[resolved ?? name] else {
      let failure = EvaluationFailure(.noSuchOverload, "there is no function `\(name)`", range: nameRange)
      return { _ in .failure(failure) }
    }
    // The receiver of a qualified function such as `math.greatest` is part of its name.
    let isQualified = resolved.map { $0 != name && $0.hasSuffix(".\(name)") } ?? false
    let parts = (isQualified ? [] : [target].compactMap(\.self)) + arguments
    // Only an expression that was not checked can come this far.
    guard
      function.overloads.contains(where: {
        $0.parameters.count == parts.count && $0.isMember == (parts.count > arguments.count)
      })
    else {
      let failure = EvaluationFailure(.noSuchOverload, "no `\(name)` takes \(parts.count) arguments", range: nameRange)
      return { _ in .failure(failure) }
    }
    if let test = relation(expression, function.name, parts) { return value(of: test) }
    return special(expression, function, parts) ?? plain(function, parts, expression.range)
  }

  private func plain(_ function: Function, _ parts: [Expression], _ range: Range<Int>) -> Step {
    let steps = parts.map { step($0) }
    let cost = function.cost
    let body = function.prepared(parts.map { constant($0) }, patterns)
    switch (body, steps.count) {
    case (.one(let body), 1), (.oneOrTwo(let body, _), 1): return one(steps[0], cost, range, body)
    case (.two(let body), 2), (.oneOrTwo(_, let body), 2): return two(steps[0], steps[1], cost, range, body)
    default:
      return { frame in
        var values: [Value] = []
        values.reserveCapacity(steps.count)
        for step in steps {
          let value = step(&frame)
          if case .failure = value { return value }
          values.append(value)
        }
        guard frame.spend(values.reduce(1) { $0 + cost.steps($1) }) else { return Frame.tooManySteps }
        return Compiler.finish(frame.call(function, body, values), cost, range, &frame)
      }
    }
  }

  private func one(_ only: @escaping Step, _ cost: Function.Cost, _ range: Range<Int>, _ body: @escaping Function.One)
    -> Step
  {
    { frame in
      let value = only(&frame)
      if case .failure = value { return value }
      guard frame.spend(1 + cost.steps(value)) else { return Frame.tooManySteps }
      return Compiler.finish(body(value), cost, range, &frame)
    }
  }

  private func two(
    _ first: @escaping Step, _ second: @escaping Step, _ cost: Function.Cost, _ range: Range<Int>,
    _ body: @escaping Function.Two
  ) -> Step {
    { frame in
      let left = first(&frame)
      if case .failure = left { return left }
      let right = second(&frame)
      if case .failure = right { return right }
      guard frame.spend(1 + cost.steps(left) + cost.steps(right)) else { return Frame.tooManySteps }
      return Compiler.finish(body(left, right), cost, range, &frame)
    }
  }

  @inline(__always)
  private static func finish(
    _ value: consuming Value, _ cost: Function.Cost, _ range: Range<Int>, _ frame: inout Frame
  ) -> Value {
    switch value {
    case .failure(let failure): .failure(failure.at(range))
    case .bool, .int: value
    default: cost == .constant ? value : frame.pay(for: value)
    }
  }

  /// Calls that are worth a closure of their own.
  private func special(_ expression: Expression, _ function: Function, _ parts: [Expression]) -> Step? {
    switch (function.name, parts.count) {
    case ("or", 2), ("orValue", 2): return otherwise(function, parts[0], parts[1], expression.range)
    case ("_+_", 2): return sum(parts[0], parts[1], expression.range)
    case ("_[_]", 2):
      guard let place = place(expression) else { return nil }
      let (container, key, range) = (step(parts[0]), step(parts[1]), expression.range)
      let slow = two(container, key, .constant, range, Relation.index)
      return { frame in
        if let found = place(&frame) { return found.pointee }
        return slow(&frame)
      }
    default: return nil
    }
  }

  /// `or` and `orValue` of an optional: where something is in it the other value is not looked at, and its failure is of no account.
  private func otherwise(_ function: Function, _ left: Expression, _ right: Expression, _ range: Range<Int>) -> Step {
    let (first, second, isValue) = (step(left), step(right), function.name == "orValue")
    return { frame in
      let left = first(&frame)
      if case .failure = left { return left }
      guard frame.spend(1) else { return Frame.tooManySteps }
      if case .optional(let wrapped?) = left { return isValue ? wrapped : left }
      let right = second(&frame)
      if case .failure = right { return right }
      return Compiler.finish(frame.call(function, function.body, [left, right]), function.cost, range, &frame)
    }
  }

  /// Whole numbers are added where they lie.
  private func sum(_ left: Expression, _ right: Expression, _ range: Range<Int>) -> Step {
    let slow = two(step(left), step(right), .all, range, Arithmetic.add)
    guard let first = place(left), let second = place(right) else { return slow }
    return { frame in
      if let left = first(&frame), case .int(let a) = left.pointee, let right = second(&frame),
        case .int(let b) = right.pointee
      {
        let (sum, overflow) = a.addingReportingOverflow(b)
        if !overflow { return .int(sum) }
      }
      return slow(&frame)
    }
  }
}
