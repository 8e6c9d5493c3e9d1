/// Operators on numbers, texts, lists and times. Every result that does not fit is a failure.
enum Arithmetic {
  private static let overflow = Value.failure(.overflow, "the result does not fit into its type")

  static func add(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)): checked(a.addingReportingOverflow(b))
    case (.uint(let a), .uint(let b)): checked(a.addingReportingOverflow(b))
    case (.double(let a), .double(let b)): .double(a + b)
    case (.text(let a), .text(let b)): .text(a + b)
    case (.bytes(let a), .bytes(let b)): .bytes(a + b)
    case (.list(let a), .list(let b)): .list(a + b)
    case (.duration(let a), .duration(let b)): span(a.nanoseconds.addingReportingOverflow(b.nanoseconds))
    case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)): moment(a.adding(b))
    default: .noOverload("_+_", [left, right])
    }
  }

  static func subtract(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)): checked(a.subtractingReportingOverflow(b))
    case (.uint(let a), .uint(let b)): checked(a.subtractingReportingOverflow(b))
    case (.double(let a), .double(let b)): .double(a - b)
    case (.duration(let a), .duration(let b)): span(a.nanoseconds.subtractingReportingOverflow(b.nanoseconds))
    case (.timestamp(let a), .timestamp(let b)): a.since(b).map { .duration($0) } ?? overflow
    case (.timestamp(let a), .duration(let b)):
      b.nanoseconds == .min ? overflow : moment(a.adding(TimeSpan(nanoseconds: -b.nanoseconds)))
    default: .noOverload("_-_", [left, right])
    }
  }

  static func multiply(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)): checked(a.multipliedReportingOverflow(by: b))
    case (.uint(let a), .uint(let b)): checked(a.multipliedReportingOverflow(by: b))
    case (.double(let a), .double(let b)): .double(a * b)
    default: .noOverload("_*_", [left, right])
    }
  }

  static func divide(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(_), .int(0)), (.uint(_), .uint(0)): .failure(.divisionByZero, "divided by zero")
    case (.int(let a), .int(let b)): checked(a.dividedReportingOverflow(by: b))
    case (.uint(let a), .uint(let b)): .uint(a / b)
    case (.double(let a), .double(let b)): .double(a / b)
    default: .noOverload("_/_", [left, right])
    }
  }

  static func remainder(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.int(_), .int(0)), (.uint(_), .uint(0)): .failure(.divisionByZero, "divided by zero")
    case (.int(let a), .int(let b)): checked(a.remainderReportingOverflow(dividingBy: b))
    case (.uint(let a), .uint(let b)): .uint(a % b)
    default: .noOverload("_%_", [left, right])
    }
  }

  static func negate(_ value: Value) -> Value {
    switch value {
    case .int(let int): checked(Int64(0).subtractingReportingOverflow(int))
    case .double(let double): .double(-double)
    default: .noOverload("-_", [value])
    }
  }

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Value {
    result.overflow ? overflow : .int(result.partialValue)
  }

  private static func checked(_ result: (partialValue: UInt64, overflow: Bool)) -> Value {
    result.overflow ? overflow : .uint(result.partialValue)
  }

  private static func span(_ result: (partialValue: Int64, overflow: Bool)) -> Value {
    result.overflow ? overflow : .duration(TimeSpan(nanoseconds: result.partialValue))
  }

  private static func moment(_ timestamp: Timestamp?) -> Value { timestamp.map { .timestamp($0) } ?? overflow }
}

/// Comparison and search.
enum Relation {
  static func order(_ left: Value, _ right: Value) -> Value.Order? {
    func order<Element: Comparable>(_ a: Element, _ b: Element) -> Value.Order {
      a < b ? .less : a == b ? .equal : .greater
    }
    switch (left, right) {
    case (.text(let a), .text(let b)): return order(a, b)
    case (.bool(let a), .bool(let b)): return order(a ? 1 : 0, b ? 1 : 0)
    case (.timestamp(let a), .timestamp(let b)): return order(a, b)
    case (.duration(let a), .duration(let b)): return order(a, b)
    case (.bytes(let a), .bytes(let b)):
      return a == b ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
    case (.int, _), (.uint, _), (.double, _):
      switch right {
      case .int, .uint, .double: return Value.compareNumbers(left, right)
      default: return nil
      }
    default: return nil
    }
  }

  static func compare(_ name: String, _ holds: @escaping @Sendable (Value.Order) -> Bool) -> Function.Body {
    .two { left, right in order(left, right).map { .bool(holds($0)) } ?? .noOverload(name, [left, right]) }
  }

  static func isIn(_ value: Value, _ container: Value) -> Value {
    switch container {
    case .list(let list): .bool(list.contains { Value.areEqual($0, value) })
    case .map(let map): .bool(map[value] != nil)
    default: .noOverload("@in", [value, container])
    }
  }

  static func index(_ container: Value, _ key: Value) -> Value {
    switch container {
    case .list(let list):
      guard let index = whole(key) else { return .noOverload("_[_]", [container, key]) }
      guard list.indices.contains(index) else {
        return .failure(.indexOutOfRange, "there is no element \(index) in a list of \(list.count)")
      }
      return list[index]
    case .map(let map):
      if let found = map[key] ?? map.fallback { return found }
      guard MapValue.isKey(key) || whole(key) != nil else {
        return .failure(.badKey, "\(key.typeName) cannot be a key")
      }
      if case .text(let text) = key { return .failure(.noSuchKey, "there is no key `\(text)`") }
      return .failure(.noSuchKey, "there is no such key")
    case .optional(let wrapped):
      guard let wrapped else { return container }
      return optionalIndex(wrapped, key)
    default: return .noOverload("_[_]", [container, key])
    }
  }

  static func optionalIndex(_ container: Value, _ key: Value) -> Value {
    switch container {
    case .optional(let wrapped): wrapped.map { optionalIndex($0, key) } ?? container
    case .list(let list):
      whole(key).map { .optional(list.indices.contains($0) ? list[$0] : nil) }
        ?? .noOverload("_[?_]", [container, key])
    case .map(let map): .optional(map[key])
    default: .noOverload("_[?_]", [container, key])
    }
  }

  private static func whole(_ key: Value) -> Int? {
    switch key {
    case .int(let int): Int(exactly: int)
    case .uint(let uint): Int(exactly: uint)
    case .double(let double): Int(exactly: double)
    default: nil
    }
  }
}
