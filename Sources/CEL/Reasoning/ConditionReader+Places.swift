/// Fields, and whether they are there.
extension ConditionReader {
  /// A variable or a field of one, however it was written.
  struct Place {
    var path: [Text]
    var type: CELType
    /// How many names lead to what the first `?` asks; `nil` where there is none, and so no optional.
    var asked: Int?

    var term: Term { .path(path) }
  }

  /// The place of a part, and notes of all on the way what they can be. Types of fields that are themselves optionals, and values of
  /// which elements are read by number, are no places.
  mutating func place(_ expression: Expression) throws(Workspace.TooMany) -> Place? {
    try deeper { reader throws(Workspace.TooMany) in try reader.knownPlace(expression) }
  }

  private mutating func knownPlace(_ expression: Expression) throws(Workspace.TooMany) -> Place? {
    switch checker.meanings[expression.id] {
    case .variable(let slot):
      let name = checker.variables[slot]
      guard let type = checker.environment.variables[name]?.type else { return nil }
      return place([Text(name)], type, asked: nil, isRequired: true)
    case .local: return try bound(expression).flatMap { value throws(Workspace.TooMany) in try place(value) }
    case .constant, .unknown: return nil
    case nil: break
    }
    let (operand, field, asks): (Expression, Text, Bool)
    switch expression.kind {
    case .select(let base, let name, _, let isOptional): (operand, field, asks) = (base, Text(name), isOptional)
    case .call(let name, _, nil, let parts):
      guard name == "_[_]" || name == "_[?_]", parts.count == 2, case .text(let key)? = constant(parts[1]) else {
        return nil
      }
      (operand, field, asks) = (parts[0], key, name == "_[?_]")
    default: return nil
    }
    guard let base = try place(operand) else { return nil }
    return self.field(field, of: base, asks: asks)
  }

  /// A field of a place.
  mutating func field(_ field: Text, of base: Place, asks: Bool) -> Place? {
    guard let (type, isRequired) = member(field.string, of: base.type) else { return nil }
    return place(
      base.path + [field], type, asked: base.asked ?? (asks ? base.path.count : nil), isRequired: isRequired)
  }

  private mutating func place(_ path: [Text], _ type: CELType, asked: Int?, isRequired: Bool) -> Place? {
    if case .optional = type { return nil }
    let term = Term.path(path)
    if space.domains[term] == nil {
      var domain = Domain(type)
      domain.isRequired = isRequired
      let holder = term.holder.map { space.domain(of: $0).set }
      let isAlways = isRequired && (holder.map { $0.isSubset(of: ValueSet(kinds: .map)) } ?? true)
      if !isAlways { domain.set.kinds.insert(.missing) }
      space.domains[term] = domain
    }
    return Place(path: path, type: type, asked: asked)
  }

  /// The type of a field, and whether it is there wherever the record is; `nil` where there are no fields.
  private func member(_ field: String, of type: CELType) -> (type: CELType, isRequired: Bool)? {
    switch type {
    case .dyn: return (.dyn, false)
    case .nullable(let wrapped): return member(field, of: wrapped)
    case .map(.string, let value), .map(.dyn, let value), .map(.enumeration, let value): return (value, false)
    case .record(let record):
      if let found = record.field(field) { return (found.type, !found.isOptional) }
      return record.isOpen ? (.dyn, false) : nil
    case .named(let name): return checker.environment.records[name].flatMap { member(field, of: .record($0)) }
    default: return nil
    }
  }

  /// The cases in which what a place is a field of can be asked for it: it is a record, or behind a `?` not there at all.
  private mutating func askable(_ holder: Place) throws(Workspace.TooMany) -> Cases {
    let asked = holder.asked ?? holder.path.count
    var cases = Cases.always
    for count in asked...max(asked, holder.path.count) where count <= holder.path.count {
      let kinds: ValueSet.Kinds = count == asked ? .map : [.map, .missing]
      let term = Term.path(Array(holder.path.prefix(count)))
      cases = try space.both(cases, space.cases(term, in: ValueSet(kinds: kinds)))
    }
    return cases
  }

  /// The optional that a place is with a `?` on the way.
  mutating func options(of place: Place) throws(Workspace.TooMany) -> [Option] {
    let term = place.term
    var holder = place
    holder.path.removeLast()
    let empty = try space.both(space.cases(term, in: .missing), askable(holder))
    return [Option(cases: space.cases(term, in: .present), term: term), Option(cases: empty, term: nil)]
  }

  /// `has(operand.field)`, `'field' in operand`.
  mutating func presence(of field: Text, in operand: Expression) throws(Workspace.TooMany) -> Truth? {
    guard let holder = try place(operand), let place = self.field(field, of: holder, asks: false) else { return nil }
    return Truth(
      yes: space.cases(place.term, in: .present),
      no: try space.both(space.cases(place.term, in: .missing), askable(holder)))
  }
}
