/// The macros of an environment. A macro is known by name, number of arguments and receiver; with another number of arguments it is a
/// call of a function that does not exist.
struct MacroTable: Sendable {
  /// Forms by the name behind their receiver: the parser asks at every call, and most names are no macro's.
  private let forms: [String: [MacroDescription.Form]]

  /// The macros of libraries, and those that no CEL is without.
  init(_ libraries: [Library]) {
    var forms: [String: [MacroDescription.Form]] = [:]
    let described = MacroDescription.standard + libraries.filter { $0.name != Library.core.name }.flatMap(\.macros)
    for form in described.flatMap(\.forms) + libraries.flatMap(\.guards) { forms[form.name, default: []].append(form) }
    self.forms = forms
  }

  /// Whether a macro has this name.
  func knows(_ name: String) -> Bool { forms[name] != nil }

  /// How many of a macro's first arguments are its variables, and from which argument on they stand for something; `nil` for one that has none.
  func variables(of name: String, arguments: Int) -> (variables: Int, from: Int)? {
    for form in forms[name] ?? [] where form.count == arguments {
      switch form.meaning {
      case .over(_, let variables): return (variables, variables)
      case .bind: return (1, 2)
      case .has, .block, .numbered, .notEmpty: continue
      }
    }
    return nil
  }

  /// What a call is if it is a macro's; `nil` if it is not.
  func expand(
    _ name: String, target: Expression?, _ arguments: [Expression]
  ) throws(Issue) -> Expression.Kind? {
    guard let known = forms[name] else { return nil }
    for form in known where form.count == arguments.count && form.receiver.fits(target) {
      if let kind = try expand(form, target, arguments) { return kind }
    }
    return nil
  }

  private func expand(
    _ form: MacroDescription.Form, _ target: Expression?, _ arguments: [Expression]
  ) throws(Issue) -> Expression.Kind? {
    switch form.meaning {
    case .has: return try has(arguments[0])
    case .bind: return .bind(try variable(arguments[0]), arguments[1], arguments[2])
    case .over(let kind, let variables):
      guard let target else { return nil }
      return try over(target, kind, variables, arguments)
    case .block:
      guard case .list(let values, let optional) = arguments[0].kind, optional.isEmpty else {
        throw Issue(kind: .syntax, message: "`cel.block` takes a list of values first", range: arguments[0].range)
      }
      return .block(values, arguments[1])
    case .numbered(let prefix):
      let numbers = arguments.compactMap { argument -> String? in
        if case .literal(.int(let number)) = argument.kind, number >= 0 { String(number) } else { nil }
      }
      guard numbers.count == arguments.count else { return nil }
      let name = numbers.count == 1 ? prefix + numbers[0] : "\(prefix):\(numbers.joined(separator: ":"))"
      return .name(name, isAbsolute: false)
    case .notEmpty:
      if case .list(let elements, _) = arguments[0].kind, elements.isEmpty {
        throw Issue(
          kind: .syntax, message: "`math.\(form.name)` needs at least one number", range: arguments[0].range)
      }
      return nil
    }
  }

  private func has(_ argument: Expression) throws(Issue) -> Expression.Kind {
    guard case .select(let operand, let field, _, false) = argument.kind else {
      throw Issue(kind: .syntax, message: "`has()` takes a field, like `has(item.name)`", range: argument.range)
    }
    return .has(operand, field: field)
  }

  private func over(
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

  private func variable(_ argument: Expression) throws(Issue) -> String {
    if case .name(let name, false) = argument.kind { return name }
    throw Issue(kind: .syntax, message: "the variable of a macro is a plain name", range: argument.range)
  }
}

extension MacroDescription.Receiver {
  /// Whether a call has this receiver.
  fileprivate func fits(_ target: Expression?) -> Bool {
    switch self {
    case .none: return target == nil
    case .value: return target != nil
    case .namespace(let name):
      if case .name(name, _)? = target?.kind { return true }
      return false
    }
  }
}
