/// Reads a checked expression as the cases in which it is true, and those in which it is false. In all others it fails.
struct ConditionReader {
  /// What a boolean part comes to.
  struct Truth {
    var yes: Cases
    var no: Cases

    var negated: Truth { Truth(yes: no, no: yes) }
  }

  /// A value that a part can have, and when it has it. Where no alternative is, or the term is missing, the part fails.
  struct Alternative {
    var cases: Cases
    var term: Term
  }

  /// What an optional can be; an empty one has no term.
  struct Option {
    var cases: Cases
    var term: Term?
  }

  /// Values of one part: more are not told apart.
  static let mostAlternatives = 16
  /// Parts within each other: what lies deeper is not looked into.
  private static let mostDepth = 60

  let checker: Checker
  private let compiler: Compiler
  var space = Workspace()
  /// What the variables of `cel.bind` and `cel.block` stand for, by slot.
  private(set) var bound: [Int: Expression] = [:]
  private var depth = 0

  init(_ checker: Checker, _ expression: Expression) {
    self.checker = checker
    var compiler = Compiler(checker: checker, patterns: ConstantPatterns())
    // Folds the constants on its way.
    _ = compiler.program(expression, type: .bool)
    self.compiler = compiler
  }

  /// The cases in which an expression is true.
  static func read(_ expression: Expression, _ checker: Checker) -> (cases: Cases, domains: [Term: Domain]) {
    var reader = ConditionReader(checker, expression)
    do throws(Workspace.TooMany) {
      let cases = try reader.truth(expression).yes
      return (cases, reader.space.domains)
    } catch {
      let term = reader.unread(expression)
      return (Cases(all: [Case(entries: [Case.Entry(term: term, set: .yes)])]), reader.space.domains)
    }
  }

  /// A part that is too large for anything but its text and what it reads.
  private func unread(_ expression: Expression) -> Term {
    let source = checker.source(of: expression)
    let paths = References(checker: checker).paths(in: expression)
    return .opaque(
      [.text("source \(Value.string(source).celSource)")] + paths.map { .path($0.map { Text($0) }) }, source: source)
  }

  // MARK: Truth

  /// What a boolean part comes to. Where there are too many cases the part is one that nobody looks into.
  mutating func truth(_ expression: Expression) throws(Workspace.TooMany) -> Truth {
    try space.spend(1)
    guard depth < ConditionReader.mostDepth else { return try truth(of: opaque(expression)) }
    depth += 1
    defer { depth -= 1 }
    do throws(Workspace.TooMany) { return try known(expression) } catch {
      return try truth(of: opaque(expression))
    }
  }

  private mutating func known(_ expression: Expression) throws(Workspace.TooMany) -> Truth {
    if case .bool(let bool)? = compiler.constant(expression) { return ConditionReader.constant(bool) }
    switch expression.kind {
    case .logic(let isAnd, let operands): return try logic(isAnd, operands)
    case .conditional(let condition, let yes, let no):
      let (condition, yes, no) = (try truth(condition), try truth(yes), try truth(no))
      return Truth(
        yes: try space.either(space.both(condition.yes, yes.yes), space.both(condition.no, no.yes)),
        no: try space.either(space.both(condition.yes, yes.no), space.both(condition.no, no.no)))
    case .has(let operand, let field): if let truth = try presence(of: Text(field), in: operand) { return truth }
    case .bind(_, let value, let result):
      bind(expression, [value])
      return try truth(result)
    case .block(let values, let result):
      bind(expression, values)
      return try truth(result)
    case .name: if let value = bound(expression) { return try truth(value) }
    case .call(let name, _, let target, let arguments):
      let parts = parts(expression, target, arguments)
      if name == "!_", parts.count == 1 { return try truth(parts[0]).negated }
      if let truth = try relation(checker.functions[expression.id] ?? name, parts) { return truth }
    default: break
    }
    return try truth(of: try values(expression))
  }

  /// `&&` and `||` look past failures: one operand that decides is enough.
  private mutating func logic(_ isAnd: Bool, _ operands: [Expression]) throws(Workspace.TooMany) -> Truth {
    var result = ConditionReader.constant(isAnd)
    for operand in operands {
      let truth = try truth(operand)
      if isAnd {
        result = Truth(yes: try space.both(result.yes, truth.yes), no: try space.either(result.no, truth.no))
      } else {
        result = Truth(yes: try space.either(result.yes, truth.yes), no: try space.both(result.no, truth.no))
      }
    }
    return result
  }

  static func constant(_ bool: Bool) -> Truth {
    Truth(yes: bool ? .always : .never, no: bool ? .never : .always)
  }

  /// What values come to where a truth value is wanted.
  private mutating func truth(of alternatives: [Alternative]) throws(Workspace.TooMany) -> Truth {
    var truth = Truth(yes: .never, no: .never)
    for alternative in alternatives {
      let one = self.truth(of: alternative.term)
      truth.yes = try space.either(truth.yes, space.both(alternative.cases, one.yes))
      truth.no = try space.either(truth.no, space.both(alternative.cases, one.no))
    }
    return truth
  }

  func truth(of term: Term) -> Truth {
    if case .bool(let bool)? = term.literal { return ConditionReader.constant(bool) }
    if term.literal != nil { return Truth(yes: .never, no: .never) }
    return Truth(yes: space.cases(term, in: .yes), no: space.cases(term, in: .no))
  }

  // MARK: Parts

  /// The value of a part that reads nothing.
  func constant(_ expression: Expression) -> Value? { compiler.constant(expression) }

  /// The arguments of a call, the receiver among them; that of `math.greatest` is a part of its name.
  func parts(_ expression: Expression, _ target: Expression?, _ arguments: [Expression]) -> [Expression] {
    guard let target, case .call(let name, _, _, _) = expression.kind else { return arguments }
    let isQualified = checker.functions[expression.id].map { $0 != name && $0.hasSuffix(".\(name)") } ?? false
    return isQualified ? arguments : [target] + arguments
  }

  mutating func bind(_ expression: Expression, _ values: [Expression]) {
    for (slot, value) in zip(checker.locals[expression.id] ?? [], values) { bound[slot] = value }
  }

  /// What a name stands for that was bound to a part.
  func bound(_ expression: Expression) -> Expression? {
    guard case .local(let slot) = checker.meanings[expression.id] else { return nil }
    return bound[slot]
  }

  /// Goes on a level deeper; `nil` where that is too deep.
  mutating func deeper<Result>(
    _ body: (inout ConditionReader) throws(Workspace.TooMany) -> Result?
  ) throws(Workspace.TooMany) -> Result? {
    try space.spend(1)
    guard depth < ConditionReader.mostDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }
}
