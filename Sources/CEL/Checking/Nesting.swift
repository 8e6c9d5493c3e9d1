/// How deep the values of an expression, and so their types, can be nested beyond those that it is given.
///
/// Brackets in a source are not so many, but macros one after the other multiply them: `[1].map(x, [[x]]).map(x, [[x]])`. A value or a
/// type a few thousand deep ends the stack of whatever walks it, and be it to free it, so the expression is refused before its types
/// are found.
struct Nesting {
  private let environment: Environment
  /// The variables of macros, and how deep their values are.
  private var scope: [(name: String, depth: Int)] = []

  /// What is wrong with an expression that makes values too deep; `nil` when none are.
  static func issue(in expression: Expression, _ environment: Environment) -> Issue? {
    let most = max(environment.parseOptions.depth, 1)
    var nesting = Nesting(environment: environment)
    guard nesting.deepest(expression) > most else { return nil }
    return Issue(
      kind: .tooDeep, message: "the expression makes lists, maps or optionals more than \(most) deep",
      range: expression.range)
  }

  private init(environment: Environment) { self.environment = environment }

  /// The deepest of a value and of what it takes to make it: `size(x)` is a number, but `x` has to be made.
  private var most = 0

  private mutating func deepest(_ expression: Expression) -> Int {
    _ = depth(expression)
    return most
  }

  private mutating func depth(_ expression: Expression) -> Int {
    let depth = work(expression)
    most = max(most, depth)
    return depth
  }

  private mutating func work(_ expression: Expression) -> Int {
    switch expression.kind {
    case .literal: return 0
    case .name(let name, _): return scope.last { $0.name == name }?.depth ?? 0
    case .select(let operand, _, _, let isOptional): return depth(operand) + (isOptional ? 1 : 0)
    case .has(let operand, _):
      _ = depth(operand)
      return 0
    case .logic(_, let operands):
      _ = greatest(operands)
      return 0
    case .call(let name, _, let target, let arguments): return call(name, target, arguments)
    case .list(let elements, _): return 1 + greatest(elements)
    case .map(let entries): return 1 + entries.reduce(0) { max($0, depth($1.key), depth($1.value)) }
    case .comprehension(let part): return comprehension(part)
    case .bind(let name, let value, let result): return within([(name, depth(value))]) { $0.depth(result) }
    case .block(let values, let result):
      let before = scope.count
      for (index, value) in values.enumerated() { scope.append(("@index\(index)", depth(value))) }
      defer { scope.removeLast(scope.count - before) }
      return depth(result)
    case .conditional(let condition, let yes, let no):
      _ = depth(condition)
      return max(depth(yes), depth(no))
    }
  }

  private mutating func greatest(_ parts: [Expression]) -> Int { parts.reduce(0) { max($0, depth($1)) } }

  private mutating func within(_ names: [(String, Int)], _ body: (inout Nesting) -> Int) -> Int {
    for (name, depth) in names { scope.append((name, depth)) }
    defer { scope.removeLast(names.count) }
    return body(&self)
  }

  private mutating func comprehension(_ part: Expression.Comprehension) -> Int {
    let over = depth(part.over)
    let body = within(part.variables.map { ($0, max(0, over - 1)) }) { nesting in
      _ = part.condition.map { nesting.depth($0) }
      return nesting.depth(part.body)
    }
    switch part.kind {
    case .all, .exists, .existsOne: return 0
    case .filter, .sortBy: return over
    case .map, .transformList, .transformMap, .optMap: return 1 + body
    case .transformMapEntry, .optFlatMap: return max(over, body)
    }
  }

  /// A function nests its arguments as much deeper as its overloads say; one that is not known by its name alone, one deeper.
  private mutating func call(_ name: String, _ target: Expression?, _ arguments: [Expression]) -> Int {
    let deepest = greatest([target].compactMap(\.self) + arguments)
    var known = environment.functions[name]
    if case .name(let root, _)? = target?.kind, let qualified = environment.functions["\(root).\(name)"] {
      known = qualified
    }
    guard let known else { return deepest + 1 }
    return known.overloads.reduce(0) { most, overload in
      guard overload.result.mayBeDeep else { return most }
      let most = max(most, deepest)
      let given = overload.parameters.map { $0.nesting }.max() ?? 0
      return max(most, deepest + overload.result.nesting - given)
    }
  }
}

extension CELType {
  /// How deep a type says that its values are; `dyn` may be one deeper than what it was made from.
  fileprivate var nesting: Int {
    switch self {
    case .list(let inner), .optional(let inner), .type(let inner): 1 + inner.nesting
    case .map(let key, let value): 1 + max(key.nesting, value.nesting)
    case .nullable(let inner): inner.nesting
    case .dyn, .abstract, .record, .named: 1
    default: 0
    }
  }

  /// Whether a value of the type may be nested.
  fileprivate var mayBeDeep: Bool {
    switch self {
    case .parameter, .nullable: true
    default: nesting > 0
    }
  }
}
