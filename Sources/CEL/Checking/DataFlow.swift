/// A field that is more than public and reaches a result, and the way that it takes.
public struct DataFlow: Hashable, Sendable {
  /// How much of the field is in the result.
  public enum Kind: Int, Hashable, Sendable, Comparable {
    /// Which of two values it is was decided by the field.
    case decides
    /// Something is in it that was found out about the field: a comparison, a size.
    case tells
    /// Who has the field can tell that it is in it: a digest.
    case identifies
    /// The field's value is in it, as it is, in part, or in other words.
    case carries

    /// More of the field is greater.
    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// The variable and the fields down to the one that has the class, such as `item.caller.name`.
  public var path: [String]
  /// The field's class.
  public var dataClass: DataClass
  /// How much of the field is in the result.
  public var kind: Kind
  /// The part of the source that reads the field, and each part through which it goes, up to the whole expression.
  public var steps: [Step]

  /// A part of the source that a field goes through.
  public struct Step: Hashable, Sendable {
    /// Its bytes.
    public var range: Range<Int>
    /// The function or macro that it is, as it is called; `nil` for what has no name.
    public var function: String?
  }
}

extension Compilation {
  /// Fields with a class that reach the result. Of records that are read as a whole every field counts. Each field is there once, with
  /// the way on which most of it goes; the most guarded first.
  public var flows: [DataFlow] { flows(sayingInOtherWords: []) }

  /// Fields with a class that reach the result; see ``flows``.
  /// - Parameter vocabularies: Variables that hold crosswalks: what is looked up in one comes out in other words, and is still there.
  public func flows(sayingInOtherWords vocabularies: Set<String>) -> [DataFlow] {
    guard let (expression, checker) = checked else { return [] }
    var finder = FlowFinder(checker: checker, vocabularies: vocabularies)
    return finder.flows(of: expression).sorted { left, right in
      left.dataClass == right.dataClass
        ? left.path.lexicographicallyPrecedes(right.path) : left.dataClass > right.dataClass
    }
  }
}

/// Follows fields through the parts of an expression.
private struct FlowFinder {
  let checker: Checker
  private let vocabularies: Set<String>
  /// What reaches the variables of macros and binds, by slot.
  private var locals: [Int: [DataFlow]] = [:]
  /// The variables that stand for an element of what lies in a variable, by slot: `n` is `item.notes[]`.
  private var elements: [Int: (path: [String], dataClass: DataClass)] = [:]

  init(checker: Checker, vocabularies: Set<String>) {
    self.checker = checker
    self.vocabularies = vocabularies
  }

  mutating func flows(of expression: Expression) -> [DataFlow] {
    if let read = read(expression) { return FlowFinder.best(of: read) }
    let function = function(expression)
    return FlowFinder.best(of: inner(expression)).map { $0.through(expression.range, function) }
  }

  /// The name of what a part calls.
  private func function(_ expression: Expression) -> String? {
    switch expression.kind {
    case .has: return "has"
    case .bind: return "cel.bind"
    case .comprehension(let part): return part.kind == .existsOne ? "exists_one" : part.kind.rawValue
    case .call(let name, _, _, _):
      // Operators are called by marks.
      let isOperator = name.utf8.contains { !($0 == 95 || $0 >= 48 && $0 <= 57 || $0 | 32 >= 97 && $0 | 32 <= 122) }
      return isOperator || name.hasPrefix("_") ? nil : checker.functions[expression.id] ?? name
    default: return nil
    }
  }

  /// Each field once, with the way on which most of it goes. A name that stands for others twice over, again and again, would otherwise
  /// bring each of them thousands of times.
  private static func best(of flows: [DataFlow]) -> [DataFlow] {
    guard flows.count > 1 else { return flows }
    var places: [[String]: Int] = [:]
    var best: [DataFlow] = []
    for flow in flows {
      if let place = places[flow.path] {
        if best[place].kind < flow.kind { best[place] = flow }
      } else {
        places[flow.path] = best.count
        best.append(flow)
      }
    }
    return best
  }

  /// What comes through from the parts directly inside.
  private mutating func inner(_ expression: Expression) -> [DataFlow] {
    switch expression.kind {
    case .literal, .name: return []
    case .select(let operand, _, _, _): return flows(of: operand)
    case .has(let operand, _): return flows(of: operand, as: .tells)
    case .call(let name, _, let target, let arguments):
      let keeps = checker.environment.functions[checker.functions[expression.id] ?? name]?.keeps ?? .carries
      let kept = checker.types[expression.id] == .bool ? .tells : keeps
      // What finds an element does not come out with it, but decides which comes out.
      if name == "_[_]" || name == "_[?_]", arguments.count == 2 {
        let isVocabulary = place(arguments[0]).flatMap { $0.path.first }.map(vocabularies.contains) ?? false
        return flows(of: arguments[0]) + flows(of: arguments[1], as: isVocabulary ? .carries : .decides)
      }
      return ([target].compactMap(\.self) + arguments).flatMap { flows(of: $0, as: kept) }
    case .list(let elements, _): return elements.flatMap { flows(of: $0) }
    case .map(let entries): return entries.flatMap { flows(of: $0.key) + flows(of: $0.value) }
    case .comprehension(let part): return comprehension(expression, part)
    case .bind(_, let value, let result):
      set(expression, 0, flows(of: value))
      return flows(of: result)
    case .block(let values, let result):
      for (place, value) in values.enumerated() { set(expression, place, flows(of: value)) }
      return flows(of: result)
    case .logic(_, let operands): return operands.flatMap { flows(of: $0, as: .tells) }
    case .conditional(let condition, let yes, let no):
      return flows(of: condition, as: .decides) + flows(of: yes) + flows(of: no)
    }
  }

  private mutating func flows(of part: Expression, as most: DataFlow.Kind) -> [DataFlow] {
    flows(of: part).map { flow in
      var flow = flow
      flow.kind = min(flow.kind, most)
      return flow
    }
  }

  private mutating func set(_ expression: Expression, _ place: Int, _ flows: [DataFlow]) {
    if let slot = checker.locals[expression.id]?[place] { locals[slot] = flows }
  }

  private mutating func comprehension(_ expression: Expression, _ part: Expression.Comprehension) -> [DataFlow] {
    let over = flows(of: part.over)
    for place in part.variables.indices { set(expression, place, over) }
    if part.variables.count == 2, case .list = checker.types[part.over.id] { set(expression, 0, []) }
    if let slot = checker.locals[expression.id]?.last, let (path, _, _, dataClass) = place(part.over) {
      elements[slot] = (path + ["[]"], dataClass)
    }
    let chosen = part.condition.map { flows(of: $0, as: .decides) } ?? []
    let body = flows(of: part.body)
    switch part.kind {
    case .all, .exists, .existsOne: return (over + chosen + body).map { $0.limited(to: .tells) }
    case .filter, .sortBy: return over + (chosen + body).map { $0.limited(to: .decides) }
    case .map, .transformList, .transformMap, .transformMapEntry, .optMap, .optFlatMap:
      // The number of elements tells something of the list even where no element is in the result.
      return over.map { $0.limited(to: .tells) } + chosen + body
    }
  }

  // MARK: Fields

  /// What reading a field, or a variable as a whole, brings along; `nil` for a part that does neither.
  private func read(_ expression: Expression) -> [DataFlow]? {
    guard let (path, slot, type, dataClass) = place(expression) else { return nil }
    if let slot, let flows = locals[slot] {
      return flows.map { $0.through(expression.range, nil) } + own(path, type, dataClass, expression.range)
    }
    return own(path, type, dataClass, expression.range)
  }

  private func own(_ path: [String], _ type: CELType, _ dataClass: DataClass, _ range: Range<Int>) -> [DataFlow] {
    var flows: [DataFlow] = []
    if dataClass > .public {
      flows.append(DataFlow(path: path, dataClass: dataClass, kind: .carries, steps: [.init(range: range)]))
    }
    collect(path, type, range, [], &flows)
    return flows
  }

  /// The fields with a class that lie inside a value of a type. A record inside one of its own kind has the same fields.
  private func collect(
    _ path: [String], _ type: CELType, _ range: Range<Int>, _ outer: Set<String>, _ flows: inout [DataFlow]
  ) {
    guard let record = record(type), !outer.contains(record.name) else { return }
    for field in record.fields {
      let inner = path + [field.name]
      if field.dataClass > .public {
        flows.append(
          DataFlow(path: inner, dataClass: field.dataClass, kind: .carries, steps: [.init(range: range)]))
      }
      collect(inner, field.type, range, outer.union([record.name]), &flows)
    }
  }

  /// The record that a value is, or that lies in it as an element.
  private func record(_ type: CELType) -> RecordType? {
    switch type {
    case .record(let record): record
    case .named(let name): checker.environment.records[name]
    case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): record(inner)
    default: nil
    }
  }

  /// The path, type and class of a part that is a variable or a field of one. The class of a field that lies in another with a
  /// greater one is that.
  private func place(_ expression: Expression) -> (path: [String], slot: Int?, type: CELType, dataClass: DataClass)? {
    switch checker.meanings[expression.id] {
    case .variable(let slot): return ([checker.variables[slot]], nil, checker.types[expression.id], .public)
    case .local(let slot):
      if let (path, dataClass) = elements[slot] { return (path, nil, checker.types[expression.id], dataClass) }
      guard case .name(let name, _) = expression.kind else { return nil }
      return ([name], slot, .dyn, .public)
    case .constant, .unknown: return nil
    case nil: break
    }
    let (operand, field): (Expression, String)
    switch expression.kind {
    case .select(let base, let name, _, _): (operand, field) = (base, name)
    case .call("_[_]", _, nil, let parts), .call("_[?_]", _, nil, let parts):
      guard parts.count == 2, case .literal(.text(let key)) = parts[1].kind else { return nil }
      (operand, field) = (parts[0], key.string)
    default: return nil
    }
    guard let (path, slot, _, outer) = place(operand) else { return nil }
    let known = record(checker.types[operand.id])?.field(field)
    // Reading one field of an element brings that field, not all that the list brought.
    let isElement = slot != nil && known != nil
    return (
      path + [field], isElement ? nil : slot, checker.types[expression.id], max(outer, known?.dataClass ?? .public)
    )
  }
}

extension DataFlow {
  /// The flow with one more step.
  fileprivate func through(_ range: Range<Int>, _ function: String?) -> DataFlow {
    var flow = self
    if flow.steps.last?.range != range { flow.steps.append(Step(range: range, function: function)) }
    return flow
  }

  fileprivate func limited(to most: Kind) -> DataFlow {
    var flow = self
    flow.kind = min(kind, most)
    return flow
  }
}
