/// Calls: which overload takes what there is.
extension Checker {
  mutating func checkCall(
    _ expression: Expression, _ name: String, _ nameRange: Range<Int>, _ target: Expression?, _ arguments: [Expression]
  ) -> CELType {
    // `math.greatest(1)`: the receiver is no value but a part of the name.
    if let target, mayBeQualified(target), let (path, isAbsolute) = path(target), !isVariable(path, isAbsolute) {
      for candidate in isAbsolute ? ["\(path).\(name)"] : environment.candidates(for: "\(path).\(name)") {
        if let function = environment.functions[candidate] {
          functions[expression.id] = candidate
          return choose(function, isMember: false, arguments, arguments.map { check($0) }, expression, nameRange)
        }
      }
    }
    let isAbsolute = name.hasPrefix(".")
    let candidates =
      target != nil || isAbsolute ? [isAbsolute ? String(name.dropFirst()) : name] : environment.candidates(for: name)
    guard let candidate = candidates.first(where: { environment.functions[$0] != nil }),
      let function = environment.functions[candidate]
    else {
      // Of what the arguments mean nothing is known: they may be those of a macro with another name.
      if let target, check(target) == .error { return .error }
      return noFunction(name, nameRange)
    }
    let all = [target].compactMap(\.self) + arguments
    let types = all.map { check($0) }
    if let type = checkIndex(name, all, types, expression) { return type }
    functions[expression.id] = candidate
    holdEnumerations(name, all, types)
    return choose(function, isMember: target != nil, all, types, expression, nameRange)
  }

  private mutating func noFunction(_ name: String, _ nameRange: Range<Int>) -> CELType {
    let known = mayAdvise ? environment.functions.keys.filter { $0.first?.isLetter == true } : []
    let suggestion = environment.nearName(name, Array(known))
    var other = suggestion == nil ? ForeignNames.function(name) : nil
    if let needs = other?.needs, !environment.knows(needs) { other = nil }
    return report(
      .undeclaredName, "there is no function `\(name)`", nameRange, suggestion: suggestion,
      mends: other.map { [$0.mend] } ?? [])
  }

  private func isVariable(_ path: String, _ isAbsolute: Bool) -> Bool {
    var prefix = path[...]
    while true {
      let candidates = isAbsolute ? [String(prefix)] : environment.candidates(for: String(prefix))
      if candidates.contains(where: { environment.variables[$0] != nil }) { return true }
      guard let dot = prefix.lastIndex(of: ".") else { return false }
      prefix = prefix[..<dot]
    }
  }

  /// `record['name']`, `record[?'name']` and `'name' in record` are like fields, which no overload can say.
  private mutating func checkIndex(_ name: String, _ parts: [Expression], _ types: [CELType], _ expression: Expression)
    -> CELType?
  {
    guard parts.count == 2 else { return nil }
    if name == "@in" {
      switch resolved(types[1]) {
      case .record, .named:
        need(.string, parts[0], types[0])
        functions[expression.id] = name
        return .bool
      default: return nil
      }
    }
    guard name == "_[_]" || name == "_[?_]" else { return nil }
    var operand = resolved(types[0])
    var isOptional = name == "_[?_]"
    if case .optional(let wrapped) = operand { (operand, isOptional) = (resolved(wrapped), true) }
    switch operand {
    case .record, .named: break
    default: return nil
    }
    functions[expression.id] = name
    need(.string, parts[1], types[1])
    var type = CELType.dyn
    if case .literal(.text(let field)) = parts[1].kind {
      type = member(field.string, of: operand, parts[0], field: parts[1].range, isTest: false)
      if !isOptional { holdPresence(of: field.string, expression, parts[0], operand, parts[1].range) }
    }
    return isOptional && type != .error ? .optional(type) : type
  }

  private mutating func choose(
    _ function: Function, isMember: Bool, _ parts: [Expression], _ types: [CELType], _ expression: Expression,
    _ nameRange: Range<Int>
  ) -> CELType {
    let before = bindings
    // An overload that says just these types is meant, whatever `dyn` of another one takes too: of `math.greatest(1, 2, 3)` the
    // result is an int.
    let known = types.map { resolved($0) }
    let exact = function.overloads.first { $0.isMember == isMember && $0.parameters == known }
    var result: CELType?
    var after = bindings
    for overload in exact.map({ [$0] }) ?? function.overloads
    where overload.isMember == isMember && overload.parameters.count == types.count {
      bindings = before
      var names: [String: CELType] = [:]
      let fits = zip(overload.parameters, types).allSatisfy { wanted, found in
        unify(overload.isGeneric ? instance(wanted, &names) : wanted, found)
      }
      guard fits else { continue }
      let type = overload.isGeneric ? resolved(instance(overload.result, &names)) : overload.result
      if let found = result {
        // Arguments of which nothing is known fit several: then nothing is known of the result, unless all agree.
        result = found == type ? found : .dyn
        bindings = after
      } else {
        (result, after) = (type, bindings)
      }
    }
    bindings = result == nil ? before : after
    if let result { return result }
    if types.contains(where: { resolved($0) == .error }) { return .error }
    let found = types.map { finished($0).description }
    let spoken = Function.spoken(function.name)
    // Those that fit in part say more than all of them.
    let near = function.overloads.filter { overload in
      overload.parameters.count == types.count && overload.isMember == isMember
        && zip(overload.parameters, types).contains { $0 == resolved($1) }
    }
    let shapes = (near.isEmpty ? function.overloads : near).map { Signature.call(function.name, $0) }
    return report(
      .noOverload, "`\(spoken)` does not take \(found.isEmpty ? "nothing" : found.joined(separator: " and "))",
      function.name.first?.isLetter == true ? nameRange : expression.range,
      notes: ["it takes: \(shapes.joined(separator: "; "))"], mends: conversions(function, parts, types))
  }

  /// How a call with one argument of the wrong type becomes one that fits.
  private func conversions(_ function: Function, _ parts: [Expression], _ types: [CELType]) -> [String] {
    if let date = parts.lazy.compactMap({ self.dateMend($0) }).first { return [date] }
    // What is not text becomes text sooner than the other way round.
    let overloads = function.overloads.filter { $0.parameters.count == parts.count }
    let texts = overloads.filter { $0.parameters.contains(.string) }
    for overload in texts + overloads {
      let wrong = parts.indices.filter { place in
        let wanted = overload.parameters[place]
        return wanted != resolved(types[place]) && !wanted.hasParameters && resolved(types[place]) != .dyn
      }
      guard wrong.count == 1, let place = wrong.first else { continue }
      let mends = mends(parts[place], types[place], for: overload.parameters[place])
      // A number is not cut to whole for the sake of another.
      if !mends.isEmpty, !(overload.parameters[place] == .int && resolved(types[place]) == .double) { return mends }
    }
    return []
  }

  /// A text compared with an enumeration must be one of its values.
  private mutating func holdEnumerations(_ name: String, _ parts: [Expression], _ types: [CELType]) {
    guard parts.count == 2 else { return }
    func literals(_ part: Expression) -> [Expression] {
      if case .list(let elements, _) = part.kind { return elements }
      return [part]
    }
    switch name {
    case "_==_", "_!=_":
      for (one, other) in [(0, 1), (1, 0)] {
        if case .enumeration(let enumeration) = resolved(types[one]) { hold(parts[other], in: enumeration) }
      }
    case "@in":
      if case .enumeration(let enumeration) = resolved(types[0]) {
        for part in literals(parts[1]) { hold(part, in: enumeration) }
      }
    case "_[_]", "_[?_]":
      var operand = resolved(types[0])
      if case .optional(let wrapped) = operand { operand = resolved(wrapped) }
      guard case .map(let key, _) = operand, case .enumeration(let enumeration) = resolved(key) else { return }
      hold(parts[1], in: enumeration)
      // One of another enumeration fits where every value of it is a key.
      guard case .enumeration(let other) = resolved(types[1]), other != enumeration,
        let stray = other.values.first(where: { !enumeration.values.contains($0) })
      else { return }
      _ = report(
        .typeMismatch, "the keys are values of `\(enumeration.name)`, and this is one of `\(other.name)`",
        parts[1].range, notes: ["`\(stray)` is no key"])
    default: break
    }
  }

  mutating func hold(_ part: Expression, in enumeration: EnumType) {
    guard case .literal(.text(let text)) = part.kind, !enumeration.values.contains(text.string) else { return }
    _ = report(
      .notInEnum, "`\(text)` is not a value of `\(enumeration.name)`", part.range,
      notes: ["its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: mayAdvise ? environment.nearName(text.string, enumeration.values) : nil)
  }
}
