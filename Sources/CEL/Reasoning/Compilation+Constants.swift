extension Compilation {
  /// The values that stand in the expression: literals, and parts that read nothing, such as `duration('1h')` or `60 * 60`, with what
  /// these are made of. In the order of the source; some may be there twice.
  package var constants: [Value] {
    guard let (expression, checker) = checked else { return [] }
    var compiler = Compiler(checker: checker, patterns: ConstantPatterns())
    // Folds the constants on its way.
    _ = compiler.program(expression, type: type)
    var found: [Value] = []
    func visit(_ expression: Expression) {
      if let value = compiler.constant(expression), value.failure == nil { found.append(value) }
      expression.forEachChild(visit)
    }
    visit(expression)
    return found
  }

  /// Names of the functions and macros that the expression calls, operators by their marks.
  package var calls: Set<String> {
    guard let (expression, _) = checked else { return [] }
    var found: Set<String> = []
    func visit(_ expression: Expression) {
      if case .call(let name, _, _, _) = expression.kind { found.insert(name) }
      expression.forEachChild(visit)
    }
    visit(expression)
    return found
  }
}
