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
    return special(function.name, parts, expression.range) ?? plain(function, parts, expression.range)
  }

  private func plain(_ function: Function, _ parts: [Expression], _ range: Range<Int>) -> Step {
    let steps = parts.map { step($0) }
    let cost = function.cost
    switch (function.body, steps.count) {
    case (.one(let body), 1):
      let only = steps[0]
      return { frame in
        let value = only(&frame)
        if case .failure = value { return value }
        guard frame.spend(1 + cost.steps(value)) else { return Frame.tooManySteps }
        return Compiler.finish(body(value), cost, range, &frame)
      }
    case (.two(let body), 2):
      let (first, second) = (steps[0], steps[1])
      return { frame in
        let left = first(&frame)
        if case .failure = left { return left }
        let right = second(&frame)
        if case .failure = right { return right }
        guard frame.spend(1 + cost.steps(left) + cost.steps(right)) else { return Frame.tooManySteps }
        return Compiler.finish(body(left, right), cost, range, &frame)
      }
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
        return Compiler.finish(frame.call(function, values), cost, range, &frame)
      }
    }
  }

  @inline(__always)
  private static func finish(
    _ value: Value, _ cost: Function.Cost, _ range: Range<Int>, _ frame: inout Frame
  ) -> Value {
    switch value {
    case .failure(let failure): .failure(failure.at(range))
    case .bool, .int: value
    default: cost == .constant ? value : frame.pay(for: value)
    }
  }

  /// Calls whose cost only shows while they run, or that are worth a closure of their own.
  private func special(_ name: String, _ parts: [Expression], _ range: Range<Int>) -> Step? {
    guard parts.count == 2 else { return nil }
    switch name {
    case "_==_", "_!=_":
      let isEqual = name == "_==_"
      if case .literal(.text(let constant)) = parts[1].kind { return equals(step(parts[0]), constant, isEqual) }
      return equals(step(parts[0]), step(parts[1]), isEqual)
    case "@in": return isIn(step(parts[0]), step(parts[1]), range)
    case "matches": return matches(parts[0], parts[1], range)
    default: return nil
    }
  }

  private func equals(_ operand: @escaping Step, _ constant: Text, _ isEqual: Bool) -> Step {
    { frame in
      switch operand(&frame) {
      case .text(let text): .bool((text == constant) == isEqual)
      case .failure(let failure): .failure(failure)
      default: .bool(!isEqual)
      }
    }
  }

  private func equals(_ first: @escaping Step, _ second: @escaping Step, _ isEqual: Bool) -> Step {
    { frame in
      let left = first(&frame)
      if case .failure = left { return left }
      let right = second(&frame)
      if case .failure = right { return right }
      let result = frame.areEqual(left, right)
      return frame.isSpent ? Frame.tooManySteps : .bool(result == isEqual)
    }
  }

  private func isIn(_ element: @escaping Step, _ container: @escaping Step, _ range: Range<Int>) -> Step {
    { frame in
      let value = element(&frame)
      if case .failure = value { return value }
      let result: Bool
      switch container(&frame) {
      case .list(let list): result = list.contains { frame.areEqual($0, value) }
      case .map(let map): result = map[value] != nil
      case .failure(let failure): return .failure(failure)
      case let other:
        return .failure(
          EvaluationFailure(.noSuchOverload, "`in` takes a list or a map, found \(other.typeName)", range: range))
      }
      return frame.isSpent ? Frame.tooManySteps : .bool(result)
    }
  }

  /// A constant pattern is read once; any other each time, and a wrong one fails when it is.
  private func matches(_ text: Expression, _ pattern: Expression, _ range: Range<Int>) -> Step {
    var constant: Pattern?
    if case .literal(.text(let source)) = pattern.kind { constant = try? Pattern(source) }
    let (first, second, known) = (step(text), step(pattern), constant)
    return { frame in
      let value = first(&frame)
      if case .failure = value { return value }
      let source = second(&frame)
      if case .failure = source { return source }
      guard case .text(let text) = value, case .text(let written) = source else {
        return .failure(Value.noOverload("matches", [value, source]).failure?.at(range) ?? .init(.noSuchOverload, ""))
      }
      do throws(Pattern.Failure) {
        let pattern: Pattern
        if let known { pattern = known } else { pattern = try frame.pattern(written) }
        let isFound = frame.isFound(pattern, in: text)
        return frame.isSpent ? Frame.tooManySteps : .bool(isFound)
      } catch {
        if frame.isSpent { return Frame.tooManySteps }
        return .failure(EvaluationFailure(.badPattern, "the pattern is not RE2: \(error.message)", range: range))
      }
    }
  }
}
