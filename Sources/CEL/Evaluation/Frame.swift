/// What an evaluation works on: the variables, the variables of macros, and what is left of its budget.
struct Frame: ~Copyable {
  /// Values of variables, by slot. They stay as they are as long as the evaluation lasts, so places inside them may be pointed to.
  let variables: UnsafeBufferPointer<Value>
  /// Values of the variables of macros, by slot. Each macro has slots of its own.
  let locals: UnsafeMutableBufferPointer<Value>
  /// Why the last test that came to nothing did.
  var failure = EvaluationFailure(.noSuchVariable, "")
  /// Values of parts, where somebody wants to see them.
  var trace: Trace?
  private var steps: Int
  private var bytes: Int

  init(
    variables: UnsafeBufferPointer<Value>, locals: UnsafeMutableBufferPointer<Value>, budget: Program.Budget
  ) {
    self.variables = variables
    self.locals = locals
    steps = budget.steps
    bytes = budget.bytes
  }

  /// Evaluates over slots of variables; those that are missing are null.
  static func evaluate(
    _ step: Compiler.Step, variables: [Value], variableCount: Int, localCount: Int, budget: Program.Budget
  ) -> Value {
    withFrame(variables, variableCount, localCount, budget) { step(&$0) }
  }

  /// Runs `body` with a frame; what it points to ends with it.
  @inline(__always)
  static func withFrame<Result>(
    _ variables: [Value], _ variableCount: Int, _ localCount: Int, _ budget: Program.Budget,
    _ body: (inout Frame) -> Result
  ) -> Result {
    var variables = variables
    while variables.count < variableCount { variables.append(.null) }
    return variables.withUnsafeBufferPointer { variables in
      guard localCount > 0 else {
        var frame = Frame(
          variables: variables, locals: UnsafeMutableBufferPointer(start: nil, count: 0), budget: budget)
        return body(&frame)
      }
      return withUnsafeTemporaryAllocation(of: Value.self, capacity: localCount) { locals in
        locals.initialize(repeating: .null)
        defer { locals.deinitialize() }
        var frame = Frame(variables: variables, locals: locals, budget: budget)
        return body(&frame)
      }
    }
  }

  static let tooManySteps = Value.failure(.tooCostly, "the evaluation takes more steps than it may")
  static let tooManyBytes = Value.failure(.tooCostly, "the evaluation makes more data than it may")

  /// What is left of the budget.
  var left: Program.Budget { Program.Budget(steps: steps, bytes: bytes) }

  /// Whether no step is left. What was computed since is of no account.
  var isSpent: Bool { steps < 0 }

  /// Pays for steps; `false` when too few are left.
  @inline(__always)
  mutating func spend(_ count: Int) -> Bool {
    steps -= count
    return steps >= 0
  }

  /// Notes why a test came to nothing.
  mutating func fail(_ failure: EvaluationFailure) -> Truth {
    self.failure = failure
    return .failed
  }

  /// The same, of a value that is no truth value.
  mutating func fail(_ value: Value, _ range: Range<Int>) -> Truth {
    if case .failure(let failure) = value { return fail(failure) }
    return fail(EvaluationFailure(.noSuchOverload, "expected true or false, found \(value.typeName)", range: range))
  }

  /// The answer that no step is left.
  mutating func failTooCostly() -> Truth { fail(Frame.tooManySteps, 0..<0) }

  /// Equality that pays for what it looks at; of no account once ``isSpent``.
  mutating func areEqual(_ left: Value, _ right: Value) -> Bool { Value.areEqual(left, right, &steps) }

  /// Searches a text and pays for it; of no account once ``isSpent``.
  mutating func isFound(_ pattern: Pattern, in text: Text) -> Bool { pattern.isFound(in: text, &steps) }

  /// Reads a pattern and pays for it; a failure is of no account once ``isSpent``.
  mutating func pattern(_ source: Text) throws(Pattern.Failure) -> Pattern { try Pattern(source, &steps) }

  /// Calls a function, which pays for what its arguments do not show.
  mutating func call(_ function: Function, _ body: Function.Body, _ arguments: [Value]) -> Value {
    let value = function.call(body, arguments, &steps)
    return isSpent ? Frame.tooManySteps : value
  }

  /// Pays for a value that was made; a failure when nothing is left.
  mutating func pay(for value: consuming Value) -> Value {
    switch value {
    case .text(let text): bytes -= text.byteCount
    case .bytes(let made): bytes -= made.count
    case .list(let list): bytes -= 16 * list.count
    case .map(let map): bytes -= 48 * map.count
    default: return value
    }
    guard bytes < 0 else { return value }
    // `||` and `exists` look past failures, and must not go on with this one.
    steps = -1
    return Frame.tooManyBytes
  }
}

/// What a test comes to. Of a failure the frame knows why.
enum Truth: UInt8 {
  case no, yes, failed

  @inline(__always)
  init(_ bool: Bool) { self = bool ? .yes : .no }
}
