import CEL
import TreatyPlan

/// One side of a difference, ready to run.
struct Side {
  private let construction: LinkedConstruction
  /// What has to be true, so that the side counts at all.
  private let conditions: [Program]
  /// What is in scope, in the order of slots.
  let names: [(name: String, type: CELType)]
  private let tables: Value
  private let item, body: Admission

  /// Paths that are read, without tables: by the expressions at hand, and by what has to be true.
  let reads: [[String]]
  let conditionReads: [[String]]
  /// What stands in the expressions, and keys of the tables that they read.
  let constants: [Value]
  let calls: Set<String>

  /// - Parameters:
  ///   - condition: the flow's own.
  ///   - other: what must hold besides.
  /// - Returns: `nil` where something does not compile, which nothing in a plan does.
  init?(
    _ construction: Construction, _ condition: PlannedExpression?, _ other: PlannedExpression?, _ standing: Standing,
    _ places: FlowPlaces, _ side: inout PlanSide
  ) {
    let place = places.place(standing.stand, behind: other, side.scope)
    guard let linked = side.linked(construction, at: place) else { return nil }
    self.construction = linked
    let isKept = (standing.stand == .kept || standing.stand == .mapped) && !standing.isMade(places)
    var guards: [(PlannedExpression, Place)] = []
    if isKept, let condition { guards.append((condition, places.place(.every, behind: nil, side.scope))) }
    if let other { guards.append((other, places.place(standing.stand, behind: nil, side.scope))) }
    var programs: [Program] = []
    for (expression, place) in guards {
      guard let program = side.program(expression, at: place) else { return nil }
      programs.append(program)
    }
    conditions = programs
    names = side.scope.names(at: place)
    tables = side.tables
    (item, body) = (side.admission(places.item(standing.stand)), side.admission(places.body))
    let own = construction.expressions.map { side.environment(at: place).check($0.cel) }
    let asked = guards.map { side.environment(at: $0.1).check($0.0.cel) }
    reads = own.flatMap(\.references).filter { $0.first != "tables" }
    conditionReads = asked.flatMap(\.references).filter { $0.first != "tables" }
    let compilations = own + asked
    let paths = compilations.flatMap(\.references)
    calls = compilations.reduce(into: []) { $0.formUnion($1.calls) }
    var values = compilations.flatMap(\.constants) + construction.texts.map { .string($0) }
    for path in paths where path.first == "tables" && path.count > 1 {
      let found = path.dropFirst().reduce(side.tables as Value?) { value, name in value?[name] ?? value }
      if case .map(let rows)? = found { values += rows.entries.prefix(32).map(\.key) }
    }
    constants = values
  }

  /// What it comes to; `nil` where the input does not get so far.
  /// - Parameter isAsked: whether what has to be true is asked for.
  func outcome(_ values: [String: Value], _ reading: Reading, isAsked: Bool = true) -> Outcome? {
    let slots = names.map { $0.name == "tables" ? tables : values[$0.name] ?? .null }
    for condition in isAsked ? conditions : []
    where condition.evaluate(slots: slots, budget: Side.budget).asBool != true {
      return nil
    }
    switch construction.build(slots: slots, budget: Side.budget) {
    case .failure(let failure): return .failure(failure)
    case .success(.optional(let wrapped)): return reading.outcome(wrapped)
    case .success(let value): return reading.outcome(value)
    }
  }

  /// What an evaluation may take: expressions that need more are left alone.
  private static let budget = Program.Budget(steps: 20_000, bytes: 1 << 18)

  /// The variables as they are after the border; `nil` where the plan does not take them.
  func admitted(_ values: [String: Value], isWhole: Bool) -> [String: Value]? {
    var admitted = values
    guard let item = values["item"], case .success(let taken) = self.item.admit(Side.raw(item)) else { return nil }
    admitted["item"] = taken
    guard case .map(var event)? = values["event"], let inner = event[.string("body")] else { return nil }
    if isWhole {
      event[.string("body")] = taken
    } else {
      guard case .success(let body) = body.admit(Side.raw(inner)) else { return nil }
      event[.string("body")] = body
    }
    admitted["event"] = .map(event)
    return admitted
  }

  /// A value as it comes from outside.
  private static func raw(_ value: Value) -> Value {
    (try? Value(json: value.json())) ?? value  // What was written here can be read.
  }
}

/// What an expression comes to.
enum Outcome {
  case value(Value)
  /// An optional that is empty: a field is left out.
  case nothing
  case failure(EvaluationFailure)

  /// Whether two come to the same. Which failure it is makes no difference.
  static func areSame(_ left: Outcome, _ right: Outcome) -> Bool {
    switch (left, right) {
    case (.value(let left), .value(let right)): Value.areAlike(left, right)
    case (.nothing, .nothing), (.failure, .failure): true
    default: false
    }
  }

  /// Whether it took more than it may.
  var isTooCostly: Bool {
    if case .failure(let failure) = self { return failure.kind == .tooCostly }
    return false
  }

  var isTrue: Bool {
    if case .value(.bool(true)) = self { return true }
    return false
  }
}

extension Reading {
  fileprivate func outcome(_ value: Value?) -> Outcome {
    guard let value else { return .nothing }
    switch self {
    case .value: return .value(value)
    case .condition:
      guard case .bool = value else {
        return .failure(EvaluationFailure(.conversion, "\(value.typeName) is no truth value"))
      }
      return .value(value)
    case .key:
      guard let text = value.pieceText else {
        return .failure(EvaluationFailure(.conversion, "\(value.typeName) is no key"))
      }
      return text.isEmpty ? .failure(EvaluationFailure(.badArgument, "the key is empty")) : .value(.text(text))
    }
  }
}

extension Value {
  /// Whether two values are written alike: of one type, and equal. The order of keys makes no difference.
  fileprivate static func areAlike(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areAlike($0, $1) }
    case (.map(let left), .map(let right)):
      return left.count == right.count
        && left.entries.allSatisfy { key, value in
          right[key].map { areAlike(value, $0) } ?? false
        }
    case (.optional(let left?), .optional(let right?)): return areAlike(left, right)
    default: return left.typeName == right.typeName && (areEqual(left, right) || left.json() == right.json())
    }
  }
}

extension Construction {
  /// The constant texts in it.
  fileprivate var texts: [String] {
    switch self {
    case .constant(.string(let text)): [text]
    case .constant, .expression, .text: []
    case .object(let fields): fields.flatMap(\.value.texts)
    case .list(let elements): elements.flatMap(\.texts)
    }
  }
}
