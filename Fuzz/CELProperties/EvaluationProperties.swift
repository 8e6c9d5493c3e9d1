import CEL

/// What must hold of every expression, over variables of all kinds.
///
/// The last byte of an input is no part of the expression: it chooses the budget.
public enum EvaluationProperties {
  /// What does not hold; that it comes back, without a trap and soon, is for the caller to see.
  public static func violations(by input: [UInt8]) -> [String] {
    let source = String(decoding: input.dropLast(), as: UTF8.self)
    let isFrugal = (input.last ?? 0) & 1 == 1
    let budget = isFrugal ? Program.Budget(steps: 50, bytes: 500) : Program.Budget(steps: 20_000, bytes: 1 << 18)
    return violations(source, budget)
  }

  private static func violations(_ source: String, _ budget: Program.Budget) -> [String] {
    let ranges = Ranges(source)
    let unchecked = Sample.environment.compileUnchecked(source)
    var violations = ranges.violations(of: unchecked)
    guard let program = unchecked.program else { return violations }
    let value = program.evaluate(Sample.activation, budget: budget)
    violations += self.violations(of: value, ranges, budget)

    let again = Sample.environment.compileUnchecked(source).program?.evaluate(Sample.activation, budget: budget)
    violations += differences(value, again, "compiled a second time")

    let checked = Sample.environment.compile(source)
    violations += ranges.violations(of: checked)
    guard let program = checked.program else {
      return violations + (checked.issues.isEmpty ? ["neither a program nor an issue"] : [])
    }
    let result = program.evaluate(Sample.activation, budget: budget)
    violations += self.violations(of: result, ranges, budget)
    violations += differences(value, result, "checked")
    if result.failure == nil, !result.belongs(to: checked.type) {
      violations.append("the type is \(checked.type), the value \(result.tagged)")
    }
    violations += costs(of: checked, program, budget)
    violations += explained(source, ranges, result, budget)
    for flow in checked.flows { violations += flow.steps.flatMap { ranges.violations(of: $0.range, "a flow") } }
    return violations + unfolded(source, checked, result, budget)
  }

  /// No evaluation takes more steps than was said, as far as anything is.
  private static func costs(of compilation: Compilation, _ program: Program, _ budget: Program.Budget) -> [String] {
    guard let most = compilation.cost().most else { return [] }
    var left = budget
    let value = program.evaluate(slots: program.variables.map { Sample.activation[$0] ?? .null }, spending: &left)
    let taken = budget.steps - left.steps
    return taken <= most || value.failure?.kind == .tooCostly ? [] : ["takes \(taken) steps, said were \(most) at most"]
  }

  /// An explanation gives what an evaluation gives, and every part in the source.
  private static func explained(
    _ source: String, _ ranges: Ranges, _ value: Value, _ budget: Program.Budget
  ) -> [String] {
    let explanation = Sample.environment.explain(source, Sample.activation, budget: budget)
    return differences(value, explanation.value, "explained")
      + explanation.parts.flatMap { ranges.violations(of: $0.range, "a part") }
  }

  private static func violations(of value: Value, _ ranges: Ranges, _ budget: Program.Budget) -> [String] {
    if let failure = value.failure {
      return failure.range.map { ranges.violations(of: $0, "a failure: \(failure)") } ?? []
    }
    // A byte may become six, `\u0001`; a number has up to 25.
    let written = value.json().count
    _ = try? value.canonicalJSON()  // What is not finite has none.
    return written <= 32 * budget.bytes + 64 ? [] : ["a result of \(written) bytes"]
  }

  /// Two values that have to be one. What a budget ended may end elsewhere when it is compiled in another way.
  private static func differences(_ first: Value, _ second: Value?, _ how: String) -> [String] {
    guard let second else { return ["no program when \(how)"] }
    if first.failure?.kind == .tooCostly || second.failure?.kind == .tooCostly { return [] }
    return first.tagged == second.tagged ? [] : ["\(first.tagged), and when \(how) \(second.tagged)"]
  }

  /// The same expression with its literals behind variables, so that nothing is folded or prepared.
  private static func unfolded(
    _ source: String, _ compilation: Compilation, _ value: Value, _ budget: Program.Budget
  ) -> [String] {
    var environment = Sample.environment
    var activation = Sample.activation
    guard let hoisted = Literals.hoisted(out: source, compilation.parts, &environment, &activation) else { return [] }
    // A literal has meanings that a variable does not have, such as a value of an enumeration.
    guard let program = environment.compile(hoisted).program else { return [] }
    return differences(value, program.evaluate(activation, budget: budget), "not folded, as `\(hoisted)`,")
  }
}

extension Value {
  /// Whether a value is one of a type, as far as the type says.
  func belongs(to type: CELType) -> Bool {
    switch (type, self) {
    case (.dyn, _), (.parameter, _), (.abstract, _), (.named, _), (.error, _): true
    case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .text): true
    case (.bytes, .bytes), (.timestamp, .timestamp), (.duration, .duration), (.type, .type), (.record, .map): true
    case (.list(let element), .list(let list)): list.allSatisfy { $0.belongs(to: element) }
    case (.map(let key, let value), .map(let map)):
      map.entries.allSatisfy { $0.key.belongs(to: key) && $0.value.belongs(to: value) }
    case (.optional(let wrapped), .optional(let value)): value.map { $0.belongs(to: wrapped) } ?? true
    case (.nullable, .null), (.enumeration, .text): true
    // By the language null is as good as one of these: `[optional.of(1), null]` is a list of optionals.
    case (.optional, .null), (.timestamp, .null), (.duration, .null), (.record, .null): true
    case (.nullable(let wrapped), _): belongs(to: wrapped)
    default: false
    }
  }
}
