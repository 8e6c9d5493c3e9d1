/// Lists, maps, and the macros that go over them.
extension Checker {
  mutating func checkList(_ elements: [Expression], _ optional: Set<Int>) -> CELType {
    var joined: CELType?
    for (index, element) in elements.enumerated() {
      joined = join(joined, unwrapped(check(element), optional.contains(index), element))
    }
    return .list(joined ?? fresh())
  }

  mutating func checkMap(_ entries: [Expression.Entry]) -> CELType {
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
  func widest(_ left: CELType, _ right: CELType) -> CELType {
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

  mutating func within(
    _ names: [(String, CELType)], of expression: Expression, _ body: (inout Checker) -> CELType
  ) -> CELType {
    var slots: [Int] = []
    // What is known of a variable of the same name is known of another value.
    let before = present
    for (name, type) in names {
      present = present.forgetting(name)
      scope.append((name, type, slotCount))
      slots.append(slotCount)
      slotCount += 1
    }
    locals[expression.id] = slots
    defer {
      scope.removeLast(names.count)
      present = before
    }
    return body(&self)
  }

  /// Each value is in scope of those after it, and all are in that of the result.
  mutating func checkBlock(_ expression: Expression, _ values: [Expression], _ result: Expression) -> CELType {
    // The slots stand one after the other, whatever slots the values need.
    let slots = (0..<values.count).map { slotCount + $0 }
    slotCount += values.count
    locals[expression.id] = slots
    for (index, value) in values.enumerated() { scope.append(("@index\(index)", check(value), slots[index])) }
    defer { scope.removeLast(values.count) }
    return check(result)
  }

  mutating func checkComprehension(_ expression: Expression, _ part: Expression.Comprehension) -> CELType {
    let over = resolved(check(part.over))
    if part.kind == .optMap || part.kind == .optFlatMap { return checkOptional(expression, part, over) }
    guard let (key, element) = elements(of: over, part) else { return checkParts(expression, part) }
    if part.kind == .sortBy, key != nil {
      _ = report(.typeMismatch, "`sortBy` goes over a list, found \(finished(over))", part.over.range)
      return checkParts(expression, part)
    }
    let names: [(String, CELType)]
    if part.variables.count == 2 {
      names = [(part.variables[0], key ?? .int), (part.variables[1], element)]
    } else {
      names = [(part.variables[0], key ?? element)]
    }
    return within(names, of: expression) { checker in
      if let condition = part.condition { checker.need(.bool, condition, checker.check(condition)) }
      let facts = part.condition?.present(where: true) ?? []
      let body = checker.check(part.body, knowing: facts)
      switch part.kind {
      case .all, .exists, .existsOne:
        checker.need(.bool, part.body, body)
        return .bool
      case .filter:
        checker.need(.bool, part.body, body)
        return .list(key ?? element)
      case .map, .transformList: return .list(body)
      case .transformMap: return .map(key ?? .int, body)
      case .transformMapEntry:
        let entries = CELType.map(checker.fresh(), checker.fresh())
        checker.need(entries, part.body, body)
        return checker.resolved(body) == .dyn ? .map(.dyn, .dyn) : body
      case .sortBy:
        switch checker.resolved(body) {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dyn, .error, .enumeration,
          .parameter:
          break
        case let other:
          _ = checker.report(.typeMismatch, "\(checker.finished(other)) has no order to sort by", part.body.range)
        }
        return .list(element)
      case .optMap, .optFlatMap: return .error
      }
    }
  }

  /// The parts of a macro over something that it cannot go over, which has been said. An expression that is not checked runs all the
  /// same, so names need their meaning and variables their slots.
  private mutating func checkParts(_ expression: Expression, _ part: Expression.Comprehension) -> CELType {
    within(part.variables.map { ($0, .error) }, of: expression) { checker in
      if let condition = part.condition { _ = checker.check(condition) }
      _ = checker.check(part.body)
      return .error
    }
  }

  /// Types of keys and elements; the key of a list is `nil`.
  mutating func elements(of type: CELType, _ part: Expression.Comprehension) -> (
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
    case .dyn, .error, .parameter: wrapped = .dyn
    default:
      _ = report(
        .typeMismatch, "`\(part.kind.rawValue)` goes over an optional, found \(finished(over))", part.over.range)
      return checkParts(expression, part)
    }
    return within([(part.variables[0], wrapped)], of: expression) { checker in
      let body = checker.check(part.body)
      guard part.kind == .optFlatMap else { return .optional(body) }
      checker.need(.optional(checker.fresh()), part.body, body)
      return body
    }
  }
}
