extension Term {
  /// What a term comes to where fields have some values.
  enum Outcome {
    case value(Value)
    /// It is not there, or fails.
    case missing
    /// It has a value, of which nothing is known but its kind; or what it is cannot be said.
    case unknown
  }

  /// More steps are not spent on a call.
  private static let mostSteps = 20_000

  /// What the term comes to.
  /// - Parameter assigned: What fields are; `nil` for those of which it is not said.
  func value(where assigned: (Term) -> Outcome?) -> Outcome {
    switch shape {
    case .constant(let literal): return .value(literal.value)
    case .path, .opaque: return assigned(self) ?? .unknown
    case .call(let name, let arguments): return Term.apply(name, arguments.map { $0.value(where: assigned) })
    }
  }

  /// What a call comes to for some arguments.
  static func apply(_ name: String, _ arguments: [Outcome]) -> Outcome {
    var values: [Value] = []
    var isUnknown = false
    for argument in arguments {
      switch argument {
      case .value(let value): values.append(value)
      case .missing: return .missing
      case .unknown: isUnknown = true
      }
    }
    return isUnknown ? .unknown : result(name, values)
  }

  private static func result(_ name: String, _ values: [Value]) -> Outcome {
    switch (name, values.count) {
    case (Term.order, 2):
      switch Relation.order(values[0], values[1]) {
      case .less: return .value(.int(-1))
      case .equal: return .value(.int(0))
      case .greater: return .value(.int(1))
      case .some(.none): return .value(.double(.nan))
      case nil: return .missing
      }
    case ("_==_", 2):
      // See `Workspace.set(equalTo:_:_:)`: of what is never null nobody says so.
      if values.contains(where: { Condition.Literal($0) == .null }) { return .unknown }
      return .value(.bool(Value.areEqual(values[0], values[1])))
    default:
      guard let function = Library.evaluated[name] else { return .unknown }
      var steps = Term.mostSteps
      let value = function.call(function.body, values, &steps)
      guard steps >= 0 else { return .unknown }
      switch value {
      case .failure: return .missing
      case .optional, .map: return .unknown
      default: return .value(value)
      }
    }
  }
}
