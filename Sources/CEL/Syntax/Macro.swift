/// Calls that are no functions: their arguments are not evaluated first. Known by name, number of arguments and receiver; with
/// another number of arguments they are calls of functions that do not exist.
enum Macro {
  static func expand(
    _ name: String, target: Expression?, _ arguments: [Expression], sets: Set<Parser.MacroSet>
  ) throws(Issue) -> Expression.Kind? {
    guard let target else { return name == "has" && arguments.count == 1 ? try has(arguments[0]) : nil }
    if case .name("cel", _) = target.kind, sets.contains(.blocks), let kind = try block(name, arguments) { return kind }
    if name == "bind", case .name("cel", _) = target.kind, arguments.count == 3, sets.contains(.bindings) {
      return .bind(try variable(arguments[0]), arguments[1], arguments[2])
    }
    if name == "greatest" || name == "least", case .name("math", _) = target.kind, sets.contains(.math),
      arguments.count == 1,
      case .list(let elements, _) = arguments[0].kind, elements.isEmpty
    {
      throw Issue(kind: .syntax, message: "`math.\(name)` needs at least one number", range: arguments[0].range)
    }
    let two = sets.contains(.twoVariables)
    switch (name, arguments.count) {
    case ("all", 2): return try over(target, .all, 1, arguments)
    case ("exists", 2): return try over(target, .exists, 1, arguments)
    case ("exists_one", 2), ("existsOne", 2): return try over(target, .existsOne, 1, arguments)
    case ("map", 2): return try over(target, .map, 1, arguments)
    case ("map", 3): return try over(target, .map, 1, arguments)
    case ("filter", 2): return try over(target, .filter, 1, arguments)
    case ("all", 3) where two: return try over(target, .all, 2, arguments)
    case ("exists", 3) where two: return try over(target, .exists, 2, arguments)
    case ("existsOne", 3) where two, ("exists_one", 3) where two: return try over(target, .existsOne, 2, arguments)
    case ("transformList", 3) where two, ("transformList", 4) where two:
      return try over(target, .transformList, 2, arguments)
    case ("transformMap", 3) where two, ("transformMap", 4) where two:
      return try over(target, .transformMap, 2, arguments)
    case ("transformMapEntry", 3) where two, ("transformMapEntry", 4) where two:
      return try over(target, .transformMapEntry, 2, arguments)
    case ("sortBy", 2) where sets.contains(.lists): return try over(target, .sortBy, 1, arguments)
    case ("optMap", 2) where sets.contains(.optionals): return try over(target, .optMap, 1, arguments)
    case ("optFlatMap", 2) where sets.contains(.optionals): return try over(target, .optFlatMap, 1, arguments)
    default: return nil
    }
  }

  /// What optimisers write: `cel.block([a, b], result)`, in which `cel.index(0)` is `a`, and variables of macros that have numbers.
  private static func block(_ name: String, _ arguments: [Expression]) throws(Issue) -> Expression.Kind? {
    let numbers = arguments.compactMap { argument -> Int64? in
      if case .literal(.int(let number)) = argument.kind, number >= 0 { number } else { nil }
    }
    switch (name, arguments.count, numbers.count) {
    case ("block", 2, _):
      guard case .list(let values, let optional) = arguments[0].kind, optional.isEmpty else {
        throw Issue(kind: .syntax, message: "`cel.block` takes a list of values first", range: arguments[0].range)
      }
      return .block(values, arguments[1])
    case ("index", 1, 1): return .name("@index\(numbers[0])", isAbsolute: false)
    case ("iterVar", 2, 2): return .name("@it:\(numbers[0]):\(numbers[1])", isAbsolute: false)
    case ("accuVar", 2, 2): return .name("@ac:\(numbers[0]):\(numbers[1])", isAbsolute: false)
    default: return nil
    }
  }

  private static func has(_ argument: Expression) throws(Issue) -> Expression.Kind {
    guard case .select(let operand, let field, _, false) = argument.kind else {
      throw Issue(kind: .syntax, message: "`has()` takes a field, like `has(item.name)`", range: argument.range)
    }
    return .has(operand, field: field)
  }

  private static func over(
    _ target: Expression, _ kind: Expression.Comprehension.Kind, _ variables: Int, _ arguments: [Expression]
  ) throws(Issue) -> Expression.Kind {
    var names: [String] = []
    for argument in arguments.prefix(variables) { names.append(try variable(argument)) }
    if names.count == 2, names[0] == names[1] {
      throw Issue(kind: .syntax, message: "the two variables need two names", range: arguments[1].range)
    }
    let rest = Array(arguments.dropFirst(variables))
    return .comprehension(
      Expression.Comprehension(
        kind: kind, over: target, variables: names, condition: rest.count == 2 ? rest[0] : nil,
        body: rest[rest.count - 1]))
  }

  private static func variable(_ argument: Expression) throws(Issue) -> String {
    if case .name(let name, false) = argument.kind { return name }
    throw Issue(kind: .syntax, message: "the variable of a macro is a plain name", range: argument.range)
  }
}
