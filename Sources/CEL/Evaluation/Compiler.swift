/// Turns a checked expression into closures over slots: names, functions, constants and patterns are looked up here, once.
///
/// There are three kinds of closures. A *step* gives a value. A *test* gives yes or no, where a truth value is all that is wanted. A
/// *place* points at a value that is there already, in a variable or in a field of one, so that it is read without being copied.
struct Compiler {
  typealias Step = @Sendable (inout Frame) -> Value
  typealias Test = @Sendable (inout Frame) -> Truth

  let checker: Checker
  /// Values of parts that have the same value in every evaluation, by node.
  private var constants: [Int: Value] = [:]

  /// Whether every part notes its value in the frame, for whoever wants to see how a result came about. Then nothing is folded, and
  /// nothing is read without being evaluated.
  let isTracing: Bool
  let patterns: ConstantPatterns

  init(checker: Checker, patterns: ConstantPatterns, isTracing: Bool = false) {
    self.checker = checker
    self.patterns = patterns
    self.isTracing = isTracing
  }

  mutating func program(_ expression: Expression, type: CELType) -> Program {
    if !isTracing { fold(expression) }
    let localCount = checker.slotCount - checker.variables.count
    return Program(type: type, variables: checker.variables, localCount: localCount, run: step(expression))
  }

  // MARK: Constants

  /// What a constant may cost while compiling; what costs more is left for the evaluation.
  private static let foldingBudget = Program.Budget(steps: 10_000, bytes: 1 << 16)
  /// What all of them may cost together, in steps.
  private var foldingSteps = 200_000

  /// Evaluates, from the inside out, what reads no variable.
  private mutating func fold(_ expression: Expression) {
    var areAllConstant = true
    expression.forEachChild { child in
      fold(child)
      if constants[child.id] == nil { areAllConstant = false }
    }
    switch expression.kind {
    case .literal(let value): constants[expression.id] = value
    case .name, .select:
      if case .constant(let value) = checker.meanings[expression.id] {
        constants[expression.id] = value
      } else if case .select = expression.kind, areAllConstant, checker.meanings[expression.id] == nil {
        keep(expression)
      }
    case .comprehension, .bind, .block: break
    case .has, .call, .list, .map, .logic, .conditional: if areAllConstant { keep(expression) }
    }
  }

  private mutating func keep(_ expression: Expression) {
    guard foldingSteps > 0 else { return }
    let step = step(expression)
    let (value, left) = Frame.withFrame([], 0, 0, Compiler.foldingBudget) { frame in (step(&frame), frame.left) }
    foldingSteps -= Compiler.foldingBudget.steps - left.steps
    if case .failure = value { return }
    constants[expression.id] = value
  }

  /// The value of a part that is the same in every evaluation.
  func constant(_ expression: Expression) -> Value? { constants[expression.id] }

  // MARK: Steps

  func step(_ expression: Expression) -> Step {
    guard isTracing else { return untracedStep(expression) }
    let (step, id) = (untracedStep(expression), expression.id)
    return { frame in
      let value = step(&frame)
      frame.trace?.note(value, id)
      return value
    }
  }

  private func untracedStep(_ expression: Expression) -> Step {
    if lacksSlots(expression) {
      let failure = EvaluationFailure(.noSuchOverload, "this was not checked", range: expression.range)
      return { _ in .failure(failure) }
    }
    if let value = constant(expression) { return { _ in value } }
    switch expression.kind {
    case .literal(let value): return { _ in value }
    case .name, .select: return reference(expression)
    case .has, .logic: return value(of: untracedTest(expression))
    case .call: return call(expression)
    case .list(let elements, let optional): return list(elements, optional)
    case .map(let entries): return map(entries)
    case .comprehension(let part): return comprehension(expression, part)
    case .bind(_, let value, let result): return bind(step(value), step(result), local(expression, 0))
    case .block(let values, let result): return block(expression, values, result)
    case .conditional(let condition, let yes, let no):
      let (condition, yes, no) = (test(condition), step(yes), step(no))
      return { frame in
        switch condition(&frame) {
        case .yes: yes(&frame)
        case .no: no(&frame)
        case .failed: .failure(frame.failure)
        }
      }
    }
  }

  /// A test as a step.
  func value(of test: @escaping Test) -> Step {
    { frame in
      switch test(&frame) {
      case .yes: .bool(true)
      case .no: .bool(false)
      case .failed: .failure(frame.failure)
      }
    }
  }

  static func notBool(_ value: Value, _ range: Range<Int>) -> Value {
    if case .failure = value { return value }
    return .failure(EvaluationFailure(.noSuchOverload, "expected true or false, found \(value.typeName)", range: range))
  }

  /// Whether the variables of a macro have no slots, because the checker never came there. It always does; but a slot that is not there
  /// would be memory of somebody else, so this is asked and not believed.
  private func lacksSlots(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .comprehension(let part): checker.locals[expression.id].map { $0.count < part.variables.count } ?? true
    case .bind: checker.locals[expression.id].map { $0.isEmpty } ?? true
    case .block(let values, _): checker.locals[expression.id].map { $0.count < values.count } ?? true
    default: false
    }
  }

  /// Number of the slot of a macro's variable.
  func local(_ expression: Expression, _ place: Int) -> Int {
    (checker.locals[expression.id]?[place] ?? 0) - checker.variables.count
  }

  private func bind(_ value: @escaping Step, _ result: @escaping Step, _ slot: Int) -> Step {
    // A failure that nobody reads is of no account: the slot keeps it, and reading it fails.
    { frame in
      frame.locals[slot] = value(&frame)
      return result(&frame)
    }
  }

  /// Values that later ones and the result refer to by number, each computed once.
  private func block(_ expression: Expression, _ values: [Expression], _ result: Expression) -> Step {
    let steps = values.map { step($0) }
    let first = steps.isEmpty ? 0 : local(expression, 0)
    let result = step(result)
    return { frame in
      for (index, step) in steps.enumerated() { frame.locals[first + index] = step(&frame) }
      return result(&frame)
    }
  }

  // MARK: Tests

  /// A part of which only its truth is asked.
  func test(_ expression: Expression) -> Test {
    guard isTracing else { return untracedTest(expression) }
    let (step, range) = (step(expression), expression.range)
    return { frame in Compiler.truth(of: step(&frame), range, &frame) }
  }

  private func untracedTest(_ expression: Expression) -> Test {
    if case .bool(let bool)? = constant(expression) { return { _ in Truth(bool) } }
    if lacksSlots(expression) {
      let (step, range) = (untracedStep(expression), expression.range)
      return { frame in Compiler.truth(of: step(&frame), range, &frame) }
    }
    switch expression.kind {
    case .logic(let isAnd, let operands): return logic(isAnd, operands)
    case .has(let operand, let field): return has(operand, FieldName(Text(field)), expression.range)
    case .call(let name, _, let target, let arguments):
      let parts = [target].compactMap(\.self) + arguments
      if let test = relation(expression, name, parts) { return test }
    case .comprehension(let part): if let test = quantifier(expression, part) { return test }
    case .conditional(let condition, let yes, let no):
      let (condition, yes, no) = (test(condition), test(yes), test(no))
      return { frame in
        switch condition(&frame) {
        case .yes: yes(&frame)
        case .no: no(&frame)
        case .failed: .failed
        }
      }
    case .name, .select:
      if let place = place(expression) {
        let (slow, range) = (step(expression), expression.range)
        return { frame in
          if case .bool(let bool) = place(&frame)?.pointee { return Truth(bool) }
          return Compiler.truth(of: slow(&frame), range, &frame)
        }
      }
    default: break
    }
    let (step, range) = (step(expression), expression.range)
    return { frame in Compiler.truth(of: step(&frame), range, &frame) }
  }

  static func truth(of value: Value, _ range: Range<Int>, _ frame: inout Frame) -> Truth {
    if case .bool(let bool) = value { return Truth(bool) }
    return frame.fail(value, range)
  }

  /// `&&` and `||` look past failures: one operand that decides is enough, wherever it stands.
  private func logic(_ isAnd: Bool, _ operands: [Expression]) -> Test {
    let decides: Truth = isAnd ? .no : .yes
    let tests = operands.map { test($0) }
    // A few are nested, which spares the way through an array; many would nest too deep.
    if tests.count <= 8, let last = tests.last {
      return tests.dropLast().reversed().reduce(last) { Compiler.logic(decides, $1, $0) }
    }
    return { frame in
      for (index, test) in tests.enumerated() {
        let truth = test(&frame)
        if truth == decides { return truth }
        if truth == .failed {
          return Compiler.lookPast(&frame, decides) { frame in
            for other in tests[(index + 1)...] where other(&frame) == decides { return decides }
            return .failed
          }
        }
      }
      return isAnd ? .yes : .no
    }
  }

  private static func logic(_ decides: Truth, _ first: @escaping Test, _ rest: @escaping Test) -> Test {
    { frame in
      let truth = first(&frame)
      if truth == decides { return truth }
      guard truth == .failed else { return rest(&frame) }
      return Compiler.lookPast(&frame, decides, rest)
    }
  }

  /// After a failure: what the rest decides, and otherwise that failure.
  private static func lookPast(_ frame: inout Frame, _ decides: Truth, _ rest: (inout Frame) -> Truth) -> Truth {
    let failure = frame.failure
    if rest(&frame) == decides { return decides }
    // The rest might have decided had there been more steps, so it is they that are missing.
    return frame.isSpent ? frame.failTooCostly() : frame.fail(failure)
  }
}
