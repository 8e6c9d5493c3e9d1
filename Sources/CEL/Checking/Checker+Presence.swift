/// Fields that may be missing: read plainly only where it is known that they are there.
extension Checker {
  /// Names and dots that lead to a value, `item.owner.name`; `nil` where it is come by otherwise.
  private func way(to expression: Expression) -> String? {
    switch expression.kind {
    case .name(let name, _): return name
    case .select(let operand, let field, _, false): return way(to: operand).map { "\($0).\(field)" }
    case .call("_[_]", _, _, let arguments):
      guard arguments.count == 2, case .literal(.text(let field)) = arguments[1].kind else { return nil }
      return way(to: arguments[0]).map { "\($0).\(field.string)" }
    default: return nil
    }
  }

  /// What is there where a condition holds, or where it does not.
  func known(from condition: Expression, holds: Bool) -> Set<String> {
    switch condition.kind {
    case .has(let operand, let field): return holds ? Set(way(to: operand).map { ["\($0).\(field)"] } ?? []) : []
    case .call("!_", _, _, let arguments):
      return arguments.first.map { known(from: $0, holds: !holds) } ?? []
    case .call("hasValue", _, let target?, _):
      guard holds, case .select(let operand, let field, _, true) = target.kind else { return [] }
      return Set(way(to: operand).map { ["\($0).\(field)"] } ?? [])
    case .logic(let isAnd, let operands) where isAnd == holds:
      return operands.reduce(into: []) { $0.formUnion(known(from: $1, holds: holds)) }
    default: return []
    }
  }

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
    if let way = way(to: read), present.contains(way) { return }
    _ = report(
      .typeMismatch, "`\(field)` may be missing", range, notes: ["without it the expression fails"],
      mends: [
        "say what stands for it, `\(written(operand)).?\(field).orValue(…)`, or ask first: `has(\(written(operand)).\(field)) && …`"
      ])
  }
}
