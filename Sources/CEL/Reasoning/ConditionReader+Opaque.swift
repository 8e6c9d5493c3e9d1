/// Parts that nobody looks into: known again where they are built alike.
extension ConditionReader {
  /// The part as one term, whatever is in it.
  mutating func opaque(_ expression: Expression) throws(Workspace.TooMany) -> [Alternative] {
    var pieces: [Term.Piece] = []
    try write(expression, [:], &pieces, level: 0)
    let term = Term.opaque(pieces, source: checker.source(of: expression))
    var domain = Domain(checker.types[expression.id])
    domain.set.kinds.insert(.missing)
    space.know([term: domain])
    return [Alternative(cases: .always, term: term)]
  }

  /// Writes what a part is built from. What a bound name stands for is written in its place, and variables of macros by their number
  /// from the outside, so that no name of either counts.
  private mutating func write(
    _ expression: Expression, _ inner: [Int: Int], _ pieces: inout [Term.Piece], level: Int
  ) throws(Workspace.TooMany) {
    try space.spend(1)
    // Names that stand for parts with names in them lie deeper than what was parsed.
    guard level < 300 else { throw Workspace.TooMany() }
    if let constant = constant(expression) { return pieces.append(.text(constant.celSource)) }
    switch checker.meanings[expression.id] {
    case .variable(let slot): return pieces.append(.path([Text(checker.variables[slot])]))
    case .local(let slot):
      if let number = inner[slot] { return pieces.append(.text("#\(number)")) }
      if let value = bound[slot] { return try write(value, inner, &pieces, level: level + 1) }
      return pieces.append(.text("##\(slot)"))
    case .constant(let value): return pieces.append(.text(value.celSource))
    case .unknown(let name): return pieces.append(.text("unknown \(name)"))
    case nil: break
    }
    switch expression.kind {
    case .bind(_, let value, let result):
      bind(expression, [value])
      return try write(result, inner, &pieces, level: level + 1)
    case .block(let values, let result):
      bind(expression, values)
      return try write(result, inner, &pieces, level: level + 1)
    default: break
    }
    if let place = try place(expression), place.asked == nil, !place.path.isEmpty {
      return pieces.append(.path(place.path))
    }
    pieces.append(.text("(\(head(of: expression))"))
    var inner = inner
    for slot in checker.locals[expression.id] ?? [] { inner[slot] = inner.count }
    for child in shown(expression) { try write(child, inner, &pieces, level: level + 1) }
    pieces.append(.text(")"))
  }

  /// The parts inside; of `math.greatest(1)` not the receiver, which is no value.
  private func shown(_ expression: Expression) -> [Expression] {
    guard case .call(_, _, let target, let arguments) = expression.kind else { return expression.children }
    return parts(expression, target, arguments)
  }

  /// What a part is, without what is in it.
  private func head(of expression: Expression) -> String {
    switch expression.kind {
    case .literal, .name, .bind, .block: "literal"
    case .select(_, let field, _, let isOptional): "select\(isOptional ? "?" : "") \(Value.string(field).celSource)"
    case .has(_, let field): "has \(Value.string(field).celSource)"
    case .call(let name, _, let target, let arguments):
      "call \(checker.functions[expression.id] ?? name) \(parts(expression, target, arguments).count)"
    case .list(let elements, let optional): "list \(elements.count) \(optional.sorted())"
    case .map(let entries): "map \(entries.map(\.isOptional))"
    case .comprehension(let part):
      "\(part.kind.rawValue) \(part.variables.count) \(part.condition == nil ? "" : "if")"
    case .logic(let isAnd, let operands): "\(isAnd ? "and" : "or") \(operands.count)"
    case .conditional: "if"
    }
  }
}
