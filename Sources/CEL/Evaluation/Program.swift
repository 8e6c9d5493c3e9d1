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
  let localCount: Int
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
    evaluate(slots: slots(activation), budget: budget)
  }

  /// The value of the expression over variables in the order of ``variables``.
  public func evaluate(slots: [Value], budget: Budget = Budget()) -> Value {
    let value = Frame.evaluate(
      run, variables: slots, variableCount: variables.count, localCount: localCount, budget: budget)
    switch value {
    case .bool, .int, .null, .double, .uint, .failure: return value
    default: break
    }
    var left = budget.bytes
    return value.fits(&left) ? value : Frame.tooManyBytes
  }

  /// The value of the expression over variables in the order of ``variables``; the budget is what is left of it afterwards. Once an
  /// evaluation was too costly its steps are below 0.
  public func evaluate(slots: [Value], spending budget: inout Budget) -> Value {
    let (value, left) = Frame.withFrame(slots, variables.count, localCount, budget) { frame in
      let value = run(&frame)
      return (value, frame.left)
    }
    budget = left
    var bytes = budget.bytes
    return value.fits(&bytes) ? value : Frame.tooManyBytes
  }

  /// The value, and those of the parts of a program that traces.
  func trace(_ activation: Activation, parts: Int, budget: Budget) -> (Value, Trace) {
    Frame.withFrame(slots(activation), variables.count, localCount, budget) { frame in
      frame.trace = Trace(parts: parts)
      let value = run(&frame)
      var left = budget.bytes
      return (value.fits(&left) ? value : Frame.tooManyBytes, frame.trace ?? Trace(parts: parts))
    }
  }

  private func slots(_ activation: Activation) -> [Value] {
    variables.map { activation[$0] ?? .failure(.noSuchVariable, "`\($0)` has no value here") }
  }
}

extension Value {
  /// Whether a value, written out, has at most `left` bytes, roughly; takes what it has. Ends as soon as it has more.
  func fits(_ left: inout Int) -> Bool {
    switch self {
    case .text(let text): left -= text.byteCount
    case .bytes(let bytes): left -= bytes.count
    case .list(let list): for element in list where !element.fits(&left) { return false }
    case .map(let map): if !map.fits(&left) { return false }
    case .optional(let wrapped?): return wrapped.fits(&left)
    default: break
    }
    left -= 1
    return left >= 0
  }
}
