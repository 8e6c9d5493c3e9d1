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
    /// Elements visited, functions called, and what they read: a step is some 50 ns.
    public var steps: Int
    /// Bytes of texts, lists and maps that are made. What comes out is held against it too, as large as it is written: one list
    /// in a hundred places is little memory and much JSON.
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
    let value = run(&frame)
    var left = budget.bytes
    return value.fits(&left) ? value : Frame.tooManyBytes
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

  static let tooManySteps = Value.failure(.tooCostly, "the evaluation takes more steps than it may")
  static let tooManyBytes = Value.failure(.tooCostly, "the evaluation makes more data than it may")

  /// Whether no step is left. What was computed since is of no account.
  var isSpent: Bool { steps < 0 }

  /// Pays for steps; `false` when too few are left.
  @inline(__always)
  mutating func spend(_ count: Int) -> Bool {
    steps -= count
    return steps >= 0
  }

  /// Equality that pays for what it looks at; of no account once ``isSpent``.
  mutating func areEqual(_ left: Value, _ right: Value) -> Bool { Value.areEqual(left, right, &steps) }

  /// Searches a text and pays for it; of no account once ``isSpent``.
  mutating func isFound(_ pattern: Pattern, in text: Text) -> Bool { pattern.isFound(in: text, &steps) }

  /// Reads a pattern and pays for it; a failure is of no account once ``isSpent``.
  mutating func pattern(_ source: Text) throws(Pattern.Failure) -> Pattern { try Pattern(source, &steps) }

  /// Calls a function, which pays for what its arguments do not show.
  mutating func call(_ function: Function, _ arguments: [Value]) -> Value {
    let value = function.call(arguments, &steps)
    return isSpent ? Frame.tooManySteps : value
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
    guard bytes < 0 else { return value }
    // `||` and `exists` look past failures, and must not go on with this one.
    steps = -1
    return Frame.tooManyBytes
  }
}

extension Value {
  /// Whether a value, written out, has at most `left` bytes, roughly; takes what it has. Ends as soon as it has more.
  func fits(_ left: inout Int) -> Bool {
    switch self {
    case .text(let text): left -= text.byteCount
    case .bytes(let bytes): left -= bytes.count
    case .list(let list): for element in list where !element.fits(&left) { return false }
    case .map(let map):
      for entry in map.entries { guard entry.key.fits(&left), entry.value.fits(&left) else { return false } }
    case .optional(let wrapped?): return wrapped.fits(&left)
    default: break
    }
    left -= 1
    return left >= 0
  }
}
