/// The names and functions that an expression may use.
public struct Environment: Sendable {
  /// Namespace in which names are tried first, then outwards: with `a.b`, `x` is `a.b.x`, `a.x` or `x`.
  public let container: String
  let parseOptions: ParseOptions
  /// Steps that an evaluation may take. An expression that by its literals and the declared sizes can take more is an issue; `nil` asks
  /// nothing. ``Program/Budget`` holds every evaluation in any case.
  public var costLimit: Int?
  private(set) var functions: [String: Function] = [:]
  private(set) var variables: [String: (type: CELType, slot: Int)] = [:]
  private(set) var variableNames: [String] = []
  private(set) var records: [String: RecordType] = [:]
  /// Fields that may be missing, and are known to be there: `item.owner`.
  private(set) var present: Set<String> = []
  /// First parts of the qualified names of variables, functions and types: `math`, `optional`, `google`.
  private(set) var qualifiers: Set<String> = ["google", "net"]
  private let macros: MacroTable

  /// An environment with the functions of these libraries and no variables.
  public init(container: String = "", libraries: [Library] = .standard, parse: ParseOptions = ParseOptions()) {
    self.container = container
    parseOptions = parse
    macros = MacroTable(libraries)
    for function in libraries.flatMap({ $0.functions }) { register(function) }
  }

  /// Declares a variable; its name may be qualified.
  public mutating func declare(_ name: String, _ type: CELType) {
    if let known = variables[name] { return variables[name] = (type, known.slot) }
    variables[name] = (type, variableNames.count)
    variableNames.append(name)
    note(name)
  }

  /// Notes the first part of a qualified name.
  private mutating func note(_ name: String) {
    if let dot = name.firstIndex(of: ".") { qualifiers.insert(String(name[..<dot])) }
  }

  /// Makes known that fields are there that may be missing, since what comes here has been asked for them; see
  /// ``present(where:holds:)``.
  public mutating func know(present fields: Set<String>) { present.formUnion(fields) }

  /// Makes a record known, so that types can refer to it by name.
  public mutating func add(_ record: RecordType) { records[record.name] = record }

  /// Registers a function. One of a name that is there already adds its overloads; its body must then serve all of them.
  public mutating func register(_ function: Function) {
    note(function.name)
    guard let known = functions[function.name] else { return functions[function.name] = function }
    let merged = known.overloads + function.overloads
    functions[function.name] = Function(
      known.name, known.doc, example: known.example, errors: known.errors.isEmpty ? function.errors : known.errors,
      cost: function.cost, keeps: max(known.keeps, function.keeps), merged, function.body, prepare: function.prepare)
  }

  /// Parses, checks and compiles an expression, and holds its type against `expected`.
  public func compile(_ source: String, expecting expected: CELType? = nil) -> Compilation {
    compile(source, expecting: expected, isChecked: true)
  }

  /// Does all that ``compile(_:expecting:)`` does but make the program: for those who only want to know what is wrong.
  public func check(_ source: String, expecting expected: CELType? = nil) -> Compilation {
    compile(source, expecting: expected, isChecked: true, isBuilt: false)
  }

  /// Parses and compiles without a type check: what does not fit fails when it runs.
  public func compileUnchecked(_ source: String) -> Compilation { compile(source, expecting: nil, isChecked: false) }

  private func compile(
    _ source: String, expecting expected: CELType?, isChecked: Bool, isBuilt: Bool = true
  ) -> Compilation {
    let parsed: (Expression, count: Int)
    do { parsed = try self.parsed(source) } catch {
      return Compilation(issues: [error], program: nil, type: .error, checked: nil)
    }
    if let issue = Nesting.issue(in: parsed.0, self) {
      return Compilation(issues: [issue], program: nil, type: .error, checked: nil)
    }
    var checker = Checker(environment: self, parts: parsed.count, source: source)
    let type = checker.checkWhole(parsed.0)
    if isChecked, let expected, checker.issues.isEmpty { checker.hold(parsed.0, type, to: expected) }
    guard !isChecked || checker.issues.isEmpty else {
      return Compilation(issues: checker.issues, program: nil, type: type, checked: (parsed.0, checker))
    }
    let patterns = ConstantPatterns()
    if isChecked, let costLimit,
      let issue = CostEstimator.issue(in: parsed.0, checker, patterns, limit: costLimit)
    {
      return Compilation(issues: [issue], program: nil, type: type, checked: (parsed.0, checker))
    }
    var program: Program?
    if isBuilt {
      var compiler = Compiler(checker: checker, patterns: patterns)
      program = compiler.program(parsed.0, type: type)
    }
    return Compilation(
      issues: isChecked ? ConstantCheck.issues(in: parsed.0, patterns) : [], program: program, type: type,
      checked: (parsed.0, checker))
  }

  /// The parts of a source.
  func parsed(_ source: String) throws(Issue) -> (Expression, count: Int) {
    try Parser.parse(source, parseOptions, macros: macros)
  }

  /// Whether a function is there.
  func knows(_ function: String) -> Bool { functions[function] != nil }

  /// Names that `path` may stand for, the innermost first.
  func candidates(for path: String) -> [String] {
    var candidates: [String] = []
    var prefix = container[...]
    while !prefix.isEmpty {
      candidates.append("\(prefix).\(path)")
      prefix = prefix.lastIndex(of: ".").map { prefix[..<$0] } ?? ""
    }
    return candidates + [path]
  }

  /// The nearest of some names, if one is near enough.
  func nearName(_ name: String, _ known: [String]) -> String? {
    let most = max(1, name.count / 3)
    let near = known.map { (distance: Environment.distance(name, $0), name: $0) }.filter {
      $0.distance <= most && $0.distance < name.count
    }
    return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Letters to add, drop or replace to come from one name to the other.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.lowercased().utf8.prefix(80)), Array(right.lowercased().utf8.prefix(80)))
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        // Two neighbours that changed places are one slip.
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}

/// What compiling an expression came to.
public struct Compilation: Sendable {
  /// A part of an expression and its type.
  public struct Part: Hashable, Sendable {
    /// The bytes of the source.
    public var range: Range<Int>
    /// Its type.
    public var type: CELType
  }

  /// What is wrong.
  public let issues: [Issue]
  /// The program; `nil` where something is wrong, but for constants that cannot be read, such as a pattern that is not RE2: they
  /// are issues, and by the language an expression with them is one that fails when it gets there.
  public let program: Program?
  /// Type of the result.
  public let type: CELType
  /// The expression and what the checker found; `nil` where it could not be parsed.
  var checked: (expression: Expression, checker: Checker)? { outcome.map { ($0.expression, $0.checker) } }
  /// Shared by all copies: it is large, and whoever asks many expressions many things hands copies on.
  private let outcome: Outcome?

  private final class Outcome: Sendable {
    let expression: Expression
    let checker: Checker

    init(_ expression: Expression, _ checker: Checker) {
      self.expression = expression
      self.checker = checker
    }
  }

  init(issues: [Issue], program: Program?, type: CELType, checked: (expression: Expression, checker: Checker)?) {
    self.issues = issues
    self.program = program
    self.type = type
    outcome = checked.map(Outcome.init)
  }

  /// All parts, inner ones before those around them.
  public var parts: [Part] { checked.map { PartCollector.parts(of: $0.expression, types: $0.checker.types) } ?? [] }

  /// What the expression reads of its variables: paths through fields that stand there by name, such as `item.labels.severity`.
  public var references: [[String]] { checked.map { References(checker: $0.checker).paths(in: $0.expression) } ?? [] }
}

private enum PartCollector {
  static func parts(of expression: Expression, types: [CELType]) -> [Compilation.Part] {
    var parts: [Compilation.Part] = []
    func visit(_ expression: Expression) {
      expression.forEachChild(visit)
      parts.append(Compilation.Part(range: expression.range, type: types[expression.id]))
    }
    visit(expression)
    return parts
  }
}

extension Expression {
  /// The parts directly inside.
  var children: [Expression] {
    var children: [Expression] = []
    forEachChild { children.append($0) }
    return children
  }

  /// Visits the parts directly inside.
  func forEachChild(_ visit: (Expression) -> Void) {
    switch kind {
    case .literal, .name: break
    case .select(let operand, _, _, _), .has(let operand, _): visit(operand)
    case .call(_, _, let target, let arguments):
      target.map(visit)
      arguments.forEach(visit)
    case .list(let elements, _): elements.forEach(visit)
    case .map(let entries):
      for entry in entries {
        visit(entry.key)
        visit(entry.value)
      }
    case .comprehension(let comprehension):
      visit(comprehension.over)
      comprehension.condition.map(visit)
      visit(comprehension.body)
    case .bind(_, let value, let result):
      visit(value)
      visit(result)
    case .block(let values, let result):
      values.forEach(visit)
      visit(result)
    case .logic(_, let operands): operands.forEach(visit)
    case .conditional(let condition, let yes, let no):
      visit(condition)
      visit(yes)
      visit(no)
    }
  }
}
