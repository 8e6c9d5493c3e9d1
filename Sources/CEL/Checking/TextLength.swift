extension Compilation {
  /// The most code points that a text which the expression gives can have, by the sizes that record types declare and those of literals;
  /// `nil` where nobody knows, and for what gives no text.
  public var longestText: Int? {
    guard let (expression, checker) = checked else { return nil }
    return TextLength(checker: checker).most(of: expression)
  }

  /// The field that the expression reads and gives as it is, from the variable in; `nil` for anything else.
  public var path: [String]? {
    guard let (expression, checker) = checked else { return nil }
    return References(checker: checker).path(of: expression)
  }
}

/// Bounds of the lengths of texts.
private struct TextLength {
  let checker: Checker

  /// The most code points that a part can have.
  func most(of expression: Expression) -> Int? {
    switch expression.kind {
    case .literal(.text(let text)): return text.string.unicodeScalars.count
    case .conditional(_, let yes, let no): return greater(most(of: yes), most(of: no))
    case .bind(_, _, let result), .block(_, let result): return most(of: result)
    case .call(let name, _, let target, let arguments):
      if let most = call(name, ([target].compactMap(\.self)) + arguments) { return most }
    default: break
    }
    return declared(expression) ?? ofType(checker.types[expression.id])
  }

  private func call(_ name: String, _ arguments: [Expression]) -> Int? {
    switch (name, arguments.count) {
    case ("_+_", 2):
      guard let left = most(of: arguments[0]), let right = most(of: arguments[1]) else { return nil }
      return left &+ right
    case ("orValue", 2), ("default", 2), ("or", 2): return greater(most(of: arguments[0]), most(of: arguments[1]))
    case ("optional.of", 1), ("lowerAscii", 1), ("upperAscii", 1), ("trim", 1), ("value", 1):
      return most(of: arguments[0])
    case ("truncate", 2...), ("slug", 2): return number(arguments[1]).map { lesser($0, most(of: arguments[0])) }
    case ("substring", 3):
      guard let from = number(arguments[1]), let to = number(arguments[2]), from <= to else { return nil }
      return lesser(to - from, most(of: arguments[0]))
    case ("sha256", 1), ("hmacSha256", 2): return 64
    case ("string", 1): return written(arguments[0])
    default: return nil
    }
  }

  /// How long a value can be that is made a text.
  private func written(_ expression: Expression) -> Int? {
    switch checker.types[expression.id] {
    case .bool: 5
    case .int, .uint: 20
    case .timestamp: 30
    default: most(of: expression)
    }
  }

  private func ofType(_ type: CELType) -> Int? {
    switch type {
    case .enumeration(let enumeration): enumeration.values.map { $0.unicodeScalars.count }.max()
    case .optional(let inner), .nullable(let inner): ofType(inner)
    default: nil
    }
  }

  /// What the field that is read declares.
  private func declared(_ expression: Expression) -> Int? {
    guard case .select(let operand, let name, _, _) = expression.kind else { return nil }
    return record(checker.types[operand.id])?.field(name)?.maxSize
  }

  private func record(_ type: CELType) -> RecordType? {
    switch type {
    case .record(let record): record
    case .named(let name): checker.environment.records[name]
    case .optional(let inner), .nullable(let inner): record(inner)
    default: nil
    }
  }

  private func number(_ expression: Expression) -> Int? {
    if case .literal(.int(let number)) = expression.kind { return Int(exactly: number) }
    return nil
  }

  private func greater(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return nil }
    return max(left, right)
  }

  private func lesser(_ bound: Int, _ length: Int?) -> Int { length.map { min($0, bound) } ?? bound }
}
