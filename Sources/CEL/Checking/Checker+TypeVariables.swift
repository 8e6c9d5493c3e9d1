/// Types of which a part is not known yet.
extension Checker {
  mutating func fresh() -> CELType {
    parameterCount += 1
    return .parameter("#\(parameterCount)")
  }

  mutating func instance(_ type: CELType, _ names: inout [String: CELType]) -> CELType {
    switch type {
    case .parameter(let name):
      if let known = names[name] { return known }
      let variable = fresh()
      names[name] = variable
      return variable
    case .list(let element): return .list(instance(element, &names))
    case .map(let key, let value): return .map(instance(key, &names), instance(value, &names))
    case .optional(let wrapped): return .optional(instance(wrapped, &names))
    case .nullable(let wrapped): return .nullable(instance(wrapped, &names))
    case .type(let inner): return .type(instance(inner, &names))
    case .abstract(let name, let parameters): return .abstract(name, parameters.map { instance($0, &names) })
    default: return type
    }
  }

  /// What a type variable stands for, as far as it is known.
  func resolved(_ type: CELType) -> CELType {
    var type = type
    while case .parameter(let name) = type, let bound = bindings[name] { type = bound }
    return type
  }

  /// The type with all that is known filled in, and `dyn` for what is not.
  func finished(_ type: CELType) -> CELType {
    switch resolved(type) {
    case .parameter(let name): name.hasPrefix("#") ? .dyn : .parameter(name)
    case .list(let element): .list(finished(element))
    case .map(let key, let value): .map(finished(key), finished(value))
    case .optional(let wrapped): .optional(finished(wrapped))
    case .nullable(let wrapped): .nullable(finished(wrapped))
    case .type(let inner): .type(finished(inner))
    case .abstract(let name, let parameters): .abstract(name, parameters.map { finished($0) })
    case let other: other
    }
  }

  private func occurs(_ name: String, in type: CELType) -> Bool {
    switch resolved(type) {
    case .parameter(let other): name == other
    case .list(let inner), .optional(let inner), .nullable(let inner), .type(let inner): occurs(name, in: inner)
    case .map(let key, let value): occurs(name, in: key) || occurs(name, in: value)
    case .abstract(_, let parameters): parameters.contains { occurs(name, in: $0) }
    default: false
    }
  }

  /// Whether a value of one type fits a place of another, with what that says of type variables.
  mutating func unify(_ wanted: CELType, _ found: CELType) -> Bool {
    let (first, second) = (resolved(wanted), resolved(found))
    if first == second { return true }
    guard fits(first, second) else { return false }
    // A variable that takes a type and then one that says less stands for that: `[1] + [dyn('a')]` is no list of ints.
    let general = widest(first, second)
    if general != first, case .parameter(var name) = wanted {
      while case .parameter(let next)? = bindings[name] { name = next }
      if !occurs(name, in: general), bindings[name] != nil { bindings[name] = general }
    }
    return true
  }

  private mutating func fits(_ wanted: CELType, _ found: CELType) -> Bool {
    switch (wanted, found) {
    case (.parameter(let name), let other), (let other, .parameter(let name)):
      guard !occurs(name, in: other) else { return false }
      bindings[name] = other
      return true
    case (.dyn, _), (_, .dyn), (.error, _), (_, .error): return true
    case (.nullable, .null): return true
    case (.nullable(let inner), .nullable(let other)), (.nullable(let inner), let other): return unify(inner, other)
    case (let inner, .nullable(let other)): return unify(inner, other)
    case (.timestamp, .null), (.duration, .null), (.record, .null), (.named, .null), (.abstract, .null),
      (.optional, .null):
      return true
    case (.null, .timestamp), (.null, .duration), (.null, .record), (.null, .named), (.null, .abstract),
      (.null, .optional):
      return true
    case (.string, .enumeration), (.enumeration, .string), (.enumeration, .enumeration): return true
    // Types are compared whatever they are types of: `type(x) == int` is the way to ask.
    case (.type, .type): return true
    case (.list(let inner), .list(let other)), (.optional(let inner), .optional(let other)): return unify(inner, other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.record(let record), .named(let name)), (.named(let name), .record(let record)): return record.name == name
    // A map literal may stand where a record is wanted; whoever takes it holds it against the record.
    case (.record, .map(let key, _)), (.named, .map(let key, _)): return unify(.string, key)
    case (.map(let key, let value), .record), (.map(let key, let value), .named):
      return unify(key, .string) && unify(value, .dyn)
    case (.abstract(let name, let inner), .abstract(let other, let others)):
      return name == other && inner.count == others.count && zip(inner, others).allSatisfy { unify($0, $1) }
    default: return false
    }
  }
}
