/// Fields that may be missing: read plainly only where it is known that they are there.
extension Checker {
  /// Checks a part where more is known to be there.
  mutating func check(_ part: Expression, knowing facts: Set<String>) -> CELType {
    let before = present
    present.formUnion(facts)
    defer { present = before }
    return check(part)
  }

  /// Holds a plain read of a field that may be missing against what is known to be there.
  /// - Parameters:
  ///   - read: The read.
  ///   - type: Type of what it is read from.
  mutating func holdPresence(
    of field: String, _ read: Expression, _ operand: Expression, _ type: CELType, _ range: Range<Int>
  ) {
    let record: RecordType?
    switch resolved(type) {
    case .record(let found): record = found
    case .named(let name): record = environment.records[name]
    default: record = nil
    }
    guard record?.field(field)?.isOptional == true else { return }
    if let way = read.way, present.contains(way) { return }
    _ = report(
      .typeMismatch, "`\(field)` may be missing", range, notes: ["without it the expression fails"],
      mends: [
        "say what stands for it, `\(written(operand)).?\(field).orValue(…)`, or ask first: `has(\(written(operand)).\(field)) && …`"
      ])
  }
}

extension Environment {
  /// The fields that are there wherever a condition holds, `item.owner` and `item.owner.name`; none of one that cannot be read.
  ///
  /// Asking whether a field is there does not fail, so that what a condition says where it does not hold is so where it fails as well.
  /// - Parameter holds: Whether the condition holds, or does not.
  public func present(where condition: String, holds: Bool = true) -> Set<String> {
    guard let (expression, _) = try? parsed(condition) else { return [] }
    return expression.present(where: holds)
  }
}

extension Expression {
  /// Names and dots that lead to a value, `item.owner.name`; `nil` where it is come by otherwise.
  fileprivate var way: String? {
    switch kind {
    case .name(let name, _): return name
    case .select(let operand, let field, _, false): return operand.way.map { "\($0).\(field)" }
    case .call("_[_]", _, _, let arguments):
      guard arguments.count == 2, case .literal(.text(let field)) = arguments[1].kind else { return nil }
      return arguments[0].way.map { "\($0).\(field.string)" }
    default: return nil
    }
  }

  /// The fields that are there where an optional has a value: `item.owner` and `item.owner.name` of `item.?owner.?name`.
  private var asked: Set<String> { optionalWay?.fields ?? [] }

  /// Names and dots that lead to an optional, and the fields on the way that may be missing.
  private var optionalWay: (way: String, fields: Set<String>)? {
    let (operand, field, isOptional): (Expression, String, Bool)
    switch kind {
    case .select(let part, let name, _, let asks): (operand, field, isOptional) = (part, name, asks)
    case .call("_[?_]", _, _, let parts):
      guard parts.count == 2, case .literal(.text(let name)) = parts[1].kind else { return nil }
      (operand, field, isOptional) = (parts[0], name.string, true)
    default: return nil
    }
    if let (way, fields) = operand.optionalWay {
      return ("\(way).\(field)", fields.union(["\(way).\(field)"]))
    }
    guard isOptional, let way = operand.way else { return nil }
    return ("\(way).\(field)", ["\(way).\(field)"])
  }

  /// An optional, and the constant that stands for it where it is empty.
  private var fallback: (fields: Set<String>, constant: Value)? {
    guard case .call("orValue", _, let target?, let arguments) = kind, arguments.count == 1,
      case .literal(let constant) = arguments[0].kind
    else { return nil }
    return (target.asked, constant)
  }

  /// What is there where a condition holds, or where it does not.
  func present(where holds: Bool) -> Set<String> {
    switch kind {
    case .has(let operand, let field): return holds ? Set(operand.way.map { ["\($0).\(field)"] } ?? []) : []
    case .call("!_", _, _, let arguments): return arguments.first?.present(where: !holds) ?? []
    case .call("hasValue", _, let target?, _): return holds ? target.asked : []
    case .call("_==_", _, _, let sides): return Expression.present(where: sides, areEqual: holds)
    case .call("_!=_", _, _, let sides): return Expression.present(where: sides, areEqual: !holds)
    case .call("orValue", _, _, _):
      guard let fallback, case .bool(let bool) = fallback.constant, bool != holds else { return [] }
      return fallback.fields
    case .logic(let isAnd, let operands) where isAnd == holds:
      return operands.reduce(into: []) { $0.formUnion($1.present(where: holds)) }
    default: return []
    }
  }

  /// What is there where a value is other than what stands for it: `item.?note.orValue('') != ''`.
  private static func present(where sides: [Expression], areEqual: Bool) -> Set<String> {
    guard sides.count == 2 else { return [] }
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      guard let (fields, standing) = side.fallback, case .literal(let constant) = other.kind else { continue }
      // Constants of other kinds are told apart by how they are compared: nothing is said of those.
      switch (standing, constant) {
      case (.text(let one), .text(let two)): return (one == two) != areEqual ? fields : []
      case (.int(let one), .int(let two)): return (one == two) != areEqual ? fields : []
      case (.bool(let one), .bool(let two)): return (one == two) != areEqual ? fields : []
      default: continue
      }
    }
    return []
  }
}

extension Set<String> {
  /// What is known to be there, where a name stands for something else.
  func forgetting(_ name: String) -> Set<String> { filter { $0 != name && !$0.hasPrefix("\(name).") } }
}
