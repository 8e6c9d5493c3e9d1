/// How a result came about: every part of an expression, with its type and its values.
public struct Explanation: Sendable {
  /// A part and what it came to.
  public struct Part: Sendable {
    /// The bytes of the source.
    public let range: Range<Int>
    /// Its type.
    public let type: CELType
    /// How many parts it lies in.
    public let depth: Int
    /// Its first values, each with the failure where it has none; several in a macro, which goes over many elements.
    public let values: [Value]
    /// How often it was evaluated. 0 for a part that was not needed.
    public let count: Int
  }

  /// The most values that are kept of a part.
  public static let mostValues = 5

  /// What compiling came to.
  public let compilation: Compilation
  /// The result; `nil` where nothing could be evaluated.
  public let value: Value?
  /// The parts, each before those that lie in it, and otherwise in the order in which they stand.
  public let parts: [Part]
}

extension Environment {
  /// Evaluates an expression and keeps the value of each part. It gives what ``Program/evaluate(_:budget:)`` gives, slower.
  public func explain(_ source: String, _ activation: Activation, budget: Program.Budget = Program.Budget())
    -> Explanation
  {
    let compilation = compile(source)
    guard compilation.program != nil, let (expression, checker) = compilation.checked else {
      return Explanation(compilation: compilation, value: nil, parts: [])
    }
    var compiler = Compiler(checker: checker, patterns: ConstantPatterns(), isTracing: true)
    let program = compiler.program(expression, type: compilation.type)
    let (value, trace) = program.trace(activation, parts: checker.types.count, budget: budget)
    var parts: [Explanation.Part] = []
    func visit(_ part: Expression, _ depth: Int) {
      let noted = trace.parts[part.id]
      parts.append(
        Explanation.Part(
          range: part.range, type: checker.types[part.id], depth: depth, values: noted.values, count: noted.count))
      part.forEachChild { visit($0, depth + 1) }
    }
    visit(expression, 0)
    return Explanation(compilation: compilation, value: value, parts: parts)
  }
}

/// Values of parts, by node.
struct Trace: Sendable {
  private(set) var parts: [(values: [Value], count: Int)]

  init(parts: Int) { self.parts = Array(repeating: ([], 0), count: parts) }

  mutating func note(_ value: Value, _ id: Int) {
    parts[id].count += 1
    if parts[id].values.count < Explanation.mostValues { parts[id].values.append(value) }
  }
}
