public import CEL
import TreatyCompiler
public import TreatyDiagnostics
public import TreatyPlan

/// An expression that somebody tries: compiled over variables, evaluated over their values, and what is wrong said as in a spec.
public struct Trial: Sendable {
  /// The expression.
  public let text: String
  /// What it may read.
  public let variables: Variables
  /// What compiling it came to.
  public let compilation: Compilation
  /// Where its findings stand: the expression, as a file of that name.
  public let sources: Sources
  private let environment: Environment
  private let file: FileID
  private let slots: [Value]

  /// Compiles an expression, and holds its type against `expected`.
  public init(_ text: String, over variables: Variables, expecting expected: CELType? = nil) {
    self.text = text
    self.variables = variables
    environment = variables.environment
    compilation = environment.compile(text, expecting: expected)
    var sources = Sources()
    file = sources.add(path: "expression", bytes: Array(text.utf8))
    self.sources = sources
    slots = (compilation.program?.variables ?? []).map { name in
      variables.byName[name]?.value ?? .failure(EvaluationFailure(.noSuchVariable, "`\(name)` has no value here"))
    }
  }

  /// Whether the expression reads a variable.
  public func reads(_ variable: String) -> Bool { compilation.references.contains { $0.first == variable } }

  /// The variables that the expression reads and that have no value, so that it can only be checked.
  public var unbound: [String] { variables.names.filter { reads($0) && !variables.hasValue($0) } }

  /// The value, or the failure why there is none.
  public func evaluate() -> Value {
    compilation.program?.evaluate(slots: slots)
      ?? .failure(EvaluationFailure(.badArgument, "the expression has issues"))
  }

  /// The value with those of all parts.
  public func explain() -> Explanation { environment.explain(text, activation) }

  /// The value where one variable has another value, which its schema has admitted.
  func evaluate(_ slot: Int?, _ value: Value) -> Value {
    guard let slot else { return evaluate() }
    var slots = slots
    slots[slot] = value
    return compilation.program?.evaluate(slots: slots) ?? .null
  }

  /// The same, explained.
  func explain(_ variable: String, _ value: Value) -> Explanation {
    var activation = activation
    activation[variable] = value
    return environment.explain(text, activation)
  }

  /// Where a variable lies.
  func slot(of variable: String) -> Int? { compilation.program?.variables.firstIndex(of: variable) }

  private var activation: Activation {
    var activation = Activation()
    for name in variables.names { activation[name] = variables.byName[name]?.value }
    return activation
  }

  // MARK: What is wrong

  /// What is wrong with the expression before it runs.
  /// - Parameter isReadingLines: whether lines could be bound to a name, which is then proposed for one that is not known.
  public func findings(isReadingLines: Bool = false) -> Findings {
    var findings = Findings()
    for issue in compilation.issues {
      var diagnostic = Diagnostic(issue, at: Span(file: file, range: issue.range))
      let name = sources.text(of: Span(file: file, range: issue.range))
      if issue.kind == .undeclaredName, Variables.problem(withName: name) == nil, !issue.message.contains("function") {
        diagnostic.fixes += [
          Fix(title: "give it a value: `--input \(name)=FILE` or `--value \(name)=JSON`"),
          Fix(title: "if it is meant as a text, put it in quotes: `'\(name)'`"),
        ]
        if isReadingLines { diagnostic.fixes.append(Fix(title: "for each line of standard input: `--as \(name)`")) }
      }
      findings.add(diagnostic)
    }
    return findings
  }

  /// Why an evaluation has no result, with the part that failed underlined.
  public func diagnostic(for failure: EvaluationFailure) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .evaluationFailed, severity: .error, message: failure.message,
      primary: Label(span: Span(file: file, range: failure.range ?? 0..<text.utf8.count)))
    switch failure.kind {
    case .noSuchKey:
      diagnostic.fixes = [
        Fix(title: "ask first with `has(…)`, or read it as an optional: `.?field`, `[?key]`, `.orValue(…)`")
      ]
    case .indexOutOfRange: diagnostic.fixes = [Fix(title: "read it as an optional: `[?0]`, `.orValue(…)`")]
    default: break
    }
    return diagnostic
  }

  /// What a schema does not allow of the value of a variable.
  public static func diagnostic(for violation: Violation, of variable: String) -> Diagnostic {
    let path = violation.pointer.isEmpty ? "`\(variable)`" : "`\(violation.pointer)` of `\(variable)`"
    return Diagnostic(code: .valueRefused, severity: .error, message: "\(path) \(violation.message)", primary: nil)
  }

  /// Line, column (in Unicode scalars) and text of a part of the expression.
  func place(of range: Range<Int>) -> (start: LineColumn, text: String) {
    let span = Span(file: file, range: range)
    return (sources.start(of: span), sources.text(of: span))
  }
}
