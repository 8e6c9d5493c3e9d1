/// Comparisons: tests, most of them of a field with a constant.
extension Compiler {
  /// The test of a call that is a relation; `nil` for any other.
  func relation(_ expression: Expression, _ name: String, _ parts: [Expression]) -> Test? {
    guard parts.count == 2, checker.functions[expression.id] == name else { return nil }
    switch name {
    case "_==_": return equality(parts[0], parts[1], expected: true)
    case "_!=_": return equality(parts[0], parts[1], expected: false)
    case "_<_": return order(parts[0], parts[1], .less, expression.range)
    case "_<=_": return order(parts[0], parts[1], .lessOrEqual, expression.range)
    case "_>_": return order(parts[0], parts[1], .greater, expression.range)
    case "_>=_": return order(parts[0], parts[1], .greaterOrEqual, expression.range)
    case "@in": return membership(parts[0], parts[1], expression.range)
    case "matches": return matches(parts[0], parts[1], expression.range)
    default: return nil
    }
  }

  // MARK: Equality

  private func equality(_ left: Expression, _ right: Expression, expected: Bool) -> Test {
    if let value = constant(right) { return equality(left, with: value, expected) }
    if let value = constant(left) { return equality(right, with: value, expected) }
    let (first, second) = (step(left), step(right))
    return { frame in
      let left = first(&frame)
      if case .failure(let failure) = left { return frame.fail(failure) }
      let right = second(&frame)
      if case .failure(let failure) = right { return frame.fail(failure) }
      let isEqual = frame.areEqual(left, right)
      return frame.isSpent ? frame.failTooCostly() : Truth(isEqual == expected)
    }
  }

  private func equality(_ operand: Expression, with constant: Value, _ expected: Bool) -> Test {
    let slow = step(operand)
    let general: Test = { frame in
      let value = slow(&frame)
      if case .failure(let failure) = value { return frame.fail(failure) }
      let isEqual = frame.areEqual(value, constant)
      return frame.isSpent ? frame.failTooCostly() : Truth(isEqual == expected)
    }
    guard let place = place(operand) else { return general }
    switch constant {
    case .text(let wanted):
      return { frame in
        guard let value = place(&frame), case .text(let text) = value.pointee else { return general(&frame) }
        return Truth((text == wanted) == expected)
      }
    case .int(let wanted):
      return { frame in
        guard let value = place(&frame), case .int(let int) = value.pointee else { return general(&frame) }
        return Truth((int == wanted) == expected)
      }
    case .bool(let wanted):
      return { frame in
        guard let value = place(&frame), case .bool(let bool) = value.pointee else { return general(&frame) }
        return Truth((bool == wanted) == expected)
      }
    default: return general
    }
  }

  // MARK: Order

  enum Comparison {
    case less, lessOrEqual, greater, greaterOrEqual

    var name: String {
      switch self {
      case .less: "_<_"
      case .lessOrEqual: "_<=_"
      case .greater: "_>_"
      case .greaterOrEqual: "_>=_"
      }
    }

    @inline(__always)
    func holds(_ left: Int64, _ right: Int64) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }

    func holds(_ order: Value.Order) -> Bool {
      switch (self, order) {
      case (.less, .less), (.greater, .greater), (.lessOrEqual, .less), (.lessOrEqual, .equal),
        (.greaterOrEqual, .greater),
        (.greaterOrEqual, .equal):
        true
      default: false
      }
    }
  }

  private func order(_ left: Expression, _ right: Expression, _ comparison: Comparison, _ range: Range<Int>) -> Test {
    let first = step(left)
    if case .int(let bound)? = constant(right) {
      let place = place(left)
      return { frame in
        if let value = place?(&frame), case .int(let int) = value.pointee { return Truth(comparison.holds(int, bound)) }
        let value = first(&frame)
        if case .int(let int) = value { return Truth(comparison.holds(int, bound)) }
        return Compiler.compare(value, .int(bound), comparison, range, &frame)
      }
    }
    let second = step(right)
    return { frame in
      let left = first(&frame)
      if case .failure(let failure) = left { return frame.fail(failure) }
      return Compiler.compare(left, second(&frame), comparison, range, &frame)
    }
  }

  private static func compare(
    _ left: Value, _ right: Value, _ comparison: Comparison, _ range: Range<Int>, _ frame: inout Frame
  ) -> Truth {
    if case .failure(let failure) = left { return frame.fail(failure) }
    if case .failure(let failure) = right { return frame.fail(failure) }
    if case .text(let text) = left, !frame.spend(1 + text.byteCount >> 6) { return frame.failTooCostly() }
    if let order = Relation.order(left, right) { return Truth(comparison.holds(order)) }
    return frame.fail(Value.noOverload(comparison.name, [left, right]), range)
  }

  // MARK: Membership

  private func membership(_ element: Expression, _ container: Expression, _ range: Range<Int>) -> Test {
    let value = step(element)
    if case .list(let list)? = constant(container), let test = membership(element, in: list, value) { return test }
    let container = (place: place(container), step: step(container))
    return { frame in
      let value = value(&frame)
      if case .failure(let failure) = value { return frame.fail(failure) }
      if let found = container.place?(&frame) { return Compiler.isIn(value, found.pointee, range, &frame) }
      return Compiler.isIn(value, container.step(&frame), range, &frame)
    }
  }

  private static func isIn(_ value: Value, _ container: Value, _ range: Range<Int>, _ frame: inout Frame) -> Truth {
    switch container {
    case .list(let list):
      let isIn = list.contains { frame.areEqual($0, value) }
      return frame.isSpent ? frame.failTooCostly() : Truth(isIn)
    case .map(let map): return Truth(map[value] != nil)
    case .failure(let failure): return frame.fail(failure)
    default:
      return frame.fail(
        EvaluationFailure(.noSuchOverload, "`in` takes a list or a map, found \(container.typeName)", range: range))
    }
  }

  /// `x in ['a', 'b']` and `x in [1, 2]`.
  private func membership(_ element: Expression, in list: [Value], _ slow: @escaping Step) -> Test? {
    let place = place(element)
    let texts = list.compactMap(\.asText)
    let numbers = list.compactMap(\.asInt)
    let general: Test = { frame in
      let value = slow(&frame)
      if case .failure(let failure) = value { return frame.fail(failure) }
      let isIn = list.contains { frame.areEqual($0, value) }
      return frame.isSpent ? frame.failTooCostly() : Truth(isIn)
    }
    if texts.count == list.count, texts.count <= 16 {
      if let place {
        return { frame in
          guard let value = place(&frame), case .text(let text) = value.pointee else { return general(&frame) }
          return Truth(texts.contains { $0 == text })
        }
      }
      return { frame in
        let value = slow(&frame)
        if case .text(let text) = value { return Truth(texts.contains { $0 == text }) }
        if case .failure(let failure) = value { return frame.fail(failure) }
        return Compiler.isIn(value, .list(list), 0..<0, &frame)
      }
    }
    guard numbers.count == list.count, numbers.count <= 16 else { return general }
    return { frame in
      if let place {
        guard let value = place(&frame), case .int(let int) = value.pointee else { return general(&frame) }
        return Truth(numbers.contains { $0 == int })
      }
      let value = slow(&frame)
      if case .failure(let failure) = value { return frame.fail(failure) }
      if case .int(let int) = value { return Truth(numbers.contains { $0 == int }) }
      return Compiler.isIn(value, .list(list), 0..<0, &frame)
    }
  }

  // MARK: Patterns

  /// A constant pattern is read once; any other each time, and a wrong one fails when it is.
  private func matches(_ text: Expression, _ pattern: Expression, _ range: Range<Int>) -> Test {
    let first = step(text)
    if case .text(let source)? = constant(pattern), case .success(let pattern)? = patterns.pattern(source) {
      let place = place(text)
      return { frame in
        if let value = place?(&frame), case .text(let text) = value.pointee {
          return Compiler.isFound(pattern, text, &frame)
        }
        let value = first(&frame)
        if case .text(let text) = value { return Compiler.isFound(pattern, text, &frame) }
        return frame.fail(value.orNoOverload("matches", [value, .text(source)]), range)
      }
    }
    let second = step(pattern)
    return { frame in
      let value = first(&frame)
      if case .failure(let failure) = value { return frame.fail(failure) }
      let source = second(&frame)
      guard case .text(let text) = value, case .text(let written) = source else {
        return frame.fail(source.orNoOverload("matches", [value, source]), range)
      }
      do throws(Pattern.Failure) {
        return Compiler.isFound(try frame.pattern(written), text, &frame)
      } catch {
        if frame.isSpent { return frame.failTooCostly() }
        return frame.fail(EvaluationFailure(.badPattern, "the pattern is not RE2: \(error.message)", range: range))
      }
    }
  }

  private static func isFound(_ pattern: Pattern, _ text: Text, _ frame: inout Frame) -> Truth {
    let isFound = frame.isFound(pattern, in: text)
    return frame.isSpent ? frame.failTooCostly() : Truth(isFound)
  }
}

extension Value {
  /// The value where it is a failure, and otherwise the failure of a function that does not take some values.
  fileprivate func orNoOverload(_ name: String, _ arguments: [Value]) -> Value {
    if case .failure = self { return self }
    return .noOverload(name, arguments)
  }
}
