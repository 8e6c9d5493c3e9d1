/// Finds what an expression reads of its variables.
struct References {
  let checker: Checker

  /// Paths from variables through fields that stand there by name, each once, in the order of their names.
  func paths(in expression: Expression) -> [[String]] {
    var found: Set<[String]> = []
    collect(from: expression, &found)
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func collect(from expression: Expression, _ found: inout Set<[String]>) {
    if let path = path(of: expression) {
      found.insert(path)
    } else {
      expression.forEachChild { collect(from: $0, &found) }
    }
  }

  /// `item.labels['host']` as its three parts; `nil` for what does not begin with a variable, or goes on with what is computed.
  func path(of expression: Expression) -> [String]? {
    switch checker.meanings[expression.id] {
    case .variable(let slot): return [checker.variables[slot]]
    case .constant, .local, .unknown: return nil
    case nil: break
    }
    switch expression.kind {
    case .select(let operand, let field, _, _), .has(let operand, let field):
      return path(of: operand).map { $0 + [field] }
    case .call("_[_]", _, _, let parts), .call("_[?_]", _, _, let parts):
      guard parts.count == 2, case .literal(.text(let key)) = parts[1].kind else { return nil }
      return path(of: parts[0]).map { $0 + [key.string] }
    default: return nil
    }
  }
}
