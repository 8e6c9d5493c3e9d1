/// Parts that are not boolean: what they can be, and when.
extension ConditionReader {
  /// The values that a part can have.
  mutating func values(_ expression: Expression) throws(Workspace.TooMany) -> [Alternative] {
    let known = try deeper { reader throws(Workspace.TooMany) in try reader.known(values: expression) }
    return if let known, known.count <= ConditionReader.mostAlternatives { known } else { try opaque(expression) }
  }

  private mutating func known(values expression: Expression) throws(Workspace.TooMany) -> [Alternative]? {
    if let constant = constant(expression) {
      return Condition.Literal(constant).map { [Alternative(cases: .always, term: .constant($0))] }
    }
    if let place = try place(expression) {
      return place.asked == nil ? [Alternative(cases: .always, term: place.term)] : nil
    }
    switch expression.kind {
    case .name: return try bound(expression).map { value throws(Workspace.TooMany) in try values(value) }
    case .conditional(let condition, let yes, let no):
      let condition = try truth(condition)
      return try given(condition.yes, values(yes)) + given(condition.no, values(no))
    case .bind(_, let value, let result):
      bind(expression, [value])
      return try values(result)
    case .block(let parts, let result):
      bind(expression, parts)
      return try values(result)
    case .logic, .has:
      let truth = try truth(expression)
      return [
        Alternative(cases: truth.yes, term: .constant(.bool(true))),
        Alternative(cases: truth.no, term: .constant(.bool(false))),
      ]
    case .call(let name, _, let target, let arguments):
      return try call(expression, checker.functions[expression.id] ?? name, parts(expression, target, arguments))
    case .literal, .select, .list, .map, .comprehension: return nil
    }
  }

  /// Alternatives under a condition.
  private mutating func given(
    _ cases: Cases, _ alternatives: [Alternative]
  ) throws(Workspace.TooMany) -> [Alternative] {
    var result: [Alternative] = []
    for alternative in alternatives {
      let both = try space.both(cases, alternative.cases)
      if both != .never { result.append(Alternative(cases: both, term: alternative.term)) }
    }
    return result
  }

  // MARK: Calls

  private mutating func call(
    _ expression: Expression, _ name: String, _ parts: [Expression]
  ) throws(Workspace.TooMany) -> [Alternative]? {
    guard isKnown(name) else { return nil }
    switch (name, parts.count) {
    case ("orValue", 2): return try orValue(parts[0], parts[1])
    case ("value", 1):
      return try options(parts[0])?.compactMap { option in
        option.term.map { Alternative(cases: option.cases, term: $0) }
      }
    case ("default", 2): return try fallback(parts[0], parts[1])
    case ("_==_", 2), ("_!=_", 2), ("_<_", 2), ("_<=_", 2), ("_>_", 2), ("_>=_", 2), ("@in", 2), ("!_", 1),
      ("hasValue", 1):
      guard let truth = try name == "!_" ? truth(parts[0]).negated : relation(name, parts) else { break }
      return [
        Alternative(cases: truth.yes, term: .constant(.bool(true))),
        Alternative(cases: truth.no, term: .constant(.bool(false))),
      ]
    default: break
    }
    if parts.isEmpty || (parts + [expression]).contains(where: { checker.types[$0.id].isOptional }) { return nil }
    var rows: [(cases: Cases, terms: [Term])] = [(.always, [])]
    for part in parts {
      var longer: [(cases: Cases, terms: [Term])] = []
      for alternative in try values(part) {
        for row in rows {
          let cases = try space.both(row.cases, alternative.cases)
          if cases != .never { longer.append((cases, row.terms + [alternative.term])) }
        }
      }
      guard longer.count <= ConditionReader.mostAlternatives else { return nil }
      rows = longer
    }
    return rows.compactMap { row in
      result(name, row.terms, expression, parts).map { Alternative(cases: row.cases, term: $0) }
    }
  }

  /// Whether a function is the one of that name that terms are evaluated with, or one with which none is. A host may have put another
  /// in its place.
  private func isKnown(_ name: String) -> Bool {
    guard let ours = Library.evaluated[name], let function = checker.environment.functions[name] else { return true }
    return ours.doc == function.doc && ours.overloads == function.overloads
  }

  /// The term of a call; `nil` where all is constant and it fails.
  private mutating func result(
    _ name: String, _ terms: [Term], _ expression: Expression, _ parts: [Expression]
  ) -> Term? {
    let term = Term.call(name, terms)
    if terms.allSatisfy({ $0.literal != nil }) {
      switch term.value(where: { _ in nil }) {
      case .missing: return nil
      case .value(let value): if let literal = Condition.Literal(value) { return .constant(literal) }
      case .unknown: break
      }
    }
    var domain = Domain(checker.types[expression.id])
    let isOfMoment = parts.first.map { checker.types[$0.id] == .timestamp } ?? false
    domain.narrow(toResultsOf: name, terms, isOfMoment: isOfMoment)
    if !isTotal(name, terms, parts) { domain.set.kinds.insert(.missing) }
    space.know([term: domain])
    return term
  }

  /// Whether a call gives something whatever its arguments are.
  private func isTotal(_ name: String, _ terms: [Term], _ parts: [Expression]) -> Bool {
    guard let function = Library.evaluated[name] else { return false }
    let isPattern = name == "matches" && terms.count == 2 && terms[1].literal != nil
    return (function.errors.isEmpty || isPattern)
      && zip(terms, parts).allSatisfy { term, part in
        checker.types[part.id].isPlain && (term.literal != nil || !space.domain(of: term).set.kinds.contains(.missing))
      }
  }

  // MARK: Optionals

  /// What an optional can be; `nil` for one that comes about in ways that nobody looks into.
  mutating func options(_ expression: Expression) throws(Workspace.TooMany) -> [Option]? {
    let known = try deeper { reader throws(Workspace.TooMany) in try reader.known(options: expression) }
    return known.flatMap { $0.count <= ConditionReader.mostAlternatives ? $0 : nil }
  }

  private mutating func known(options expression: Expression) throws(Workspace.TooMany) -> [Option]? {
    if let place = try place(expression) { return place.asked == nil ? nil : try options(of: place) }
    switch expression.kind {
    case .name: return try bound(expression).flatMap { value throws(Workspace.TooMany) in try options(value) }
    case .conditional(let condition, let yes, let no):
      let condition = try truth(condition)
      guard let yes = try options(yes), let no = try options(no) else { return nil }
      return try given(condition.yes, yes) + given(condition.no, no)
    case .call(let name, _, let target, let arguments):
      let parts = parts(expression, target, arguments)
      switch (checker.functions[expression.id] ?? name, parts.count) {
      case ("optional.none", 0): return [Option(cases: .always, term: nil)]
      case ("optional.of", 1) where !checker.types[parts[0].id].isOptional:
        return try values(parts[0]).map { Option(cases: $0.cases, term: $0.term) }
      case ("or", 2):
        guard let first = try options(parts[0]), let second = try options(parts[1]) else { return nil }
        var result: [Option] = []
        for option in first {
          if option.term == nil { result += try given(option.cases, second) } else { result.append(option) }
        }
        return result
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func given(_ cases: Cases, _ options: [Option]) throws(Workspace.TooMany) -> [Option] {
    var result: [Option] = []
    for option in options {
      let both = try space.both(cases, option.cases)
      if both != .never { result.append(Option(cases: both, term: option.term)) }
    }
    return result
  }

  /// `optional.orValue(other)`: the other is only looked at where the optional is empty.
  private mutating func orValue(
    _ optional: Expression, _ other: Expression
  ) throws(Workspace.TooMany) -> [Alternative]? {
    guard let options = try options(optional) else { return nil }
    var result: [Alternative] = []
    for option in options {
      if let term = option.term {
        result.append(Alternative(cases: option.cases, term: term))
      } else {
        result += try given(option.cases, values(other))
      }
    }
    return result
  }

  /// `default(value, other)`: the other counts where the value is null or an empty optional, and is looked at in any case.
  private mutating func fallback(_ value: Expression, _ other: Expression) throws(Workspace.TooMany) -> [Alternative]? {
    guard let literal = constant(other).flatMap({ Condition.Literal($0) }) else { return nil }
    let options: [Option]
    if checker.types[value.id].isOptional {
      guard let found = try self.options(value) else { return nil }
      options = found
    } else {
      // Of what nobody looks into, an empty optional may come.
      guard try place(value) != nil || checker.types[value.id].isPlain else { return nil }
      options = try values(value).map { Option(cases: $0.cases, term: $0.term) }
    }
    var result: [Alternative] = []
    for option in options {
      let constant = Alternative(cases: option.cases, term: .constant(literal))
      guard let term = option.term, term.literal != .null else {
        result.append(constant)
        continue
      }
      result.append(Alternative(cases: option.cases, term: term))
      guard term.literal == nil else { continue }
      let null = ValueSet(kinds: .null)
      result[result.count - 1].cases = try space.both(option.cases, space.cases(term, in: null.complement))
      result += try given(space.cases(term, in: null), [constant])
    }
    return result
  }
}

extension CELType {
  /// Whether all of its values are of one kind that functions take.
  fileprivate var isPlain: Bool {
    switch self {
    case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list, .map, .enumeration: true
    default: false
    }
  }
}
