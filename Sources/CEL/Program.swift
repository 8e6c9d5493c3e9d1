/// Values of variables for an evaluation.
public struct Activation: Sendable {
  private var values: [String: Value] = [:]

  /// No values.
  public init() {}

  /// The value of a variable.
  public subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }
}

/// A compiled expression. It may be evaluated from several threads at once.
public struct Program: Sendable {
  /// Type of the result; `dyn` where it is only known when it runs.
  public let type: CELType
  /// Names of the variables of its environment, in the order of their slots.
  public let variables: [String]
  let slotCount: Int
  let run: Compiler.Step

  /// What an evaluation may take before it ends as a failure.
  public struct Budget: Hashable, Sendable {
    /// Elements visited and functions called in loops.
    public var steps: Int
    /// Bytes of texts, lists and maps that are made.
    public var bytes: Int

    /// A budget.
    public init(steps: Int = 1_000_000, bytes: Int = 16 << 20) {
      self.steps = steps
      self.bytes = bytes
    }
  }

  /// The value of the expression, or the failure why there is none.
  public func evaluate(_ activation: Activation, budget: Budget = Budget()) -> Value {
    evaluate(
      slots: variables.map { activation[$0] ?? .failure(.noSuchVariable, "`\($0)` has no value here") }, budget: budget)
  }

  /// The value of the expression over variables in the order of ``variables``.
  public func evaluate(slots: [Value], budget: Budget = Budget()) -> Value {
    var frame = Frame(slots: slots, count: slotCount, budget: budget)
    return run(&frame)
  }
}

/// What an evaluation works on.
struct Frame {
  var slots: ContiguousArray<Value>
  private var steps: Int
  private var bytes: Int

  init(slots: [Value], count: Int, budget: Program.Budget) {
    self.slots = ContiguousArray(slots)
    for _ in slots.count..<max(slots.count, count) { self.slots.append(.null) }
    steps = budget.steps
    bytes = budget.bytes
  }

  /// Pays for a step; a failure when nothing is left.
  mutating func step() -> Value? {
    steps -= 1
    return steps >= 0 ? nil : .failure(.tooCostly, "the evaluation takes more steps than it may")
  }

  /// Pays for a value that was made; a failure when nothing is left.
  mutating func pay(for value: Value) -> Value {
    switch value {
    case .text(let text): bytes -= text.byteCount
    case .bytes(let made): bytes -= made.count
    case .list(let list): bytes -= 16 * list.count
    case .map(let map): bytes -= 48 * map.count
    default: return value
    }
    return bytes >= 0 ? value : .failure(.tooCostly, "the evaluation makes more data than it may")
  }
}
