import CEL
import TreatyPlan

/// Looks for inputs for which what is written in two ways comes to something else, within bounds: the same for the same plans.
///
/// Steps are counted and not time. The search for examples ends once all changes together have used up ``mostInAll``; what there are few
/// inputs of is gone through in any case.
struct ExampleSearch: Sendable {
  /// Inputs that are tried for one change.
  static let mostEach = 1_000
  /// Inputs that are tried for all changes together.
  static let mostInAll = 60_000
  /// Changes that inputs are looked for: to make ready for it takes longer than most searches, and nobody reads a thousand examples.
  static let mostSearches = 200
  /// Conditions of which something is proven by reasoning, and bytes of both at most: that takes its time, and is of no use to whoever
  /// reads of a thousand changes.
  static let mostProofs = 500
  private static let longestCondition = 4_000
  /// Inputs that are all gone through where there are no more.
  static let mostForProof = 256

  private let plans: (old: Plan, new: Plan)
  private var sides: (old: PlanSide, new: PlanSide)?

  /// The two plans, ready to carry out their expressions.
  mutating func withSides<Result>(_ body: (_ old: inout PlanSide, _ new: inout PlanSide) -> Result) -> Result {
    var sides = sides ?? (PlanSide(plans.old), PlanSide(plans.new))
    // Written back below: two copies would be made of what each of them has worked out.
    self.sides = nil
    defer { self.sides = sides }
    return body(&sides.old, &sides.new)
  }
  private var left = ExampleSearch.mostInAll
  private var searchesLeft = ExampleSearch.mostSearches
  private var proofsLeft = ExampleSearch.mostProofs

  init(_ old: Plan, _ new: Plan) { plans = (old, new) }

  // MARK: Questions

  /// What can be said of a difference.
  struct Answer {
    /// Inputs that show it, by what they show; the simplest that was found of each.
    var examples: [Difference.Kind: Counterexample] = [:]
    /// What there is no example of, since all inputs were gone through.
    var absent: Set<Difference.Kind> = []
  }

  /// Whether two constructions, expressions among them, come to something else.
  mutating func answer(_ old: Construction, _ new: Construction, _ standing: Standing, as reading: Reading) -> Answer {
    let absent = absent(old, new, standing, reading)
    guard !absent.contains(.other), searchesLeft > 0, var search = differences(old, new, standing, reading) else {
      return Answer(absent: absent)
    }
    if let base = state(standing) { search.take(base) }
    return run(&search, for: [.other], absent)
  }

  /// How a condition stands to the one before it.
  mutating func verdict(_ old: PlannedExpression, _ new: PlannedExpression, _ standing: Standing) -> ConditionVerdict {
    let proofs = proofs(old, new, standing)
    if !proofs.isEmpty, proofs.allSatisfy(\.isSame) { return ConditionVerdict(kind: .same) }
    let leavesNothingOut = !proofs.isEmpty && proofs.allSatisfy { $0.leavesOut == .no }
    let takesNothingIn = !proofs.isEmpty && proofs.allSatisfy { $0.takesIn == .no }
    var verdict = ConditionVerdict(leavesNothingOut: leavesNothingOut, takesNothingIn: takesNothingIn)
    let absent = absent(.expression(old), .expression(new), standing, .condition)
    verdict.add(Answer(absent: absent))
    guard verdict.kind != .same, searchesLeft > 0,
      var search = differences(.expression(old), .expression(new), standing, .condition)
    else { return verdict }
    for state in proofs.flatMap({ [$0.leftOut, $0.takenIn] }) { state.map { search.take($0) } }
    var wanted: Set<Difference.Kind> = [.other]
    if !leavesNothingOut { wanted.insert(.leavesOut) }
    if !takesNothingIn { wanted.insert(.takesIn) }
    verdict.add(run(&search, for: wanted, absent))
    return verdict
  }

  /// What there is no example of, where there are so few inputs that all can be gone through.
  private mutating func absent(
    _ old: Construction, _ new: Construction, _ standing: Standing, _ reading: Reading
  ) -> Set<Difference.Kind> {
    guard let search = differences(old, new, standing, reading, isAsked: false), search.isSmall else { return [] }
    return search.absent()
  }

  private mutating func run(
    _ search: inout DifferenceSearch, for wanted: Set<Difference.Kind>, _ absent: Set<Difference.Kind>
  ) -> Answer {
    var answer = Answer(absent: absent)
    guard left > 0 else { return answer }
    searchesLeft -= 1
    left -= search.find(wanted.subtracting(absent), atMost: min(left, Self.mostEach))
    for (kind, choice) in search.found { answer.examples[kind] = search.example(choice) }
    return answer
  }

  // MARK: Making ready

  private mutating func places(_ standing: Standing) -> (old: FlowPlaces, new: FlowPlaces) {
    let sides = sides ?? (PlanSide(plans.old), PlanSide(plans.new))
    self.sides = sides
    return (
      FlowPlaces(standing.flow.old, in: plans.old, sides.old.scope, sides.old.catalogue),
      FlowPlaces(standing.flow.new, in: plans.new, sides.new.scope, sides.new.catalogue)
    )
  }

  /// What can be proven of two conditions, by the types of either plan. Nothing where they read what is another in each of them.
  private mutating func proofs(
    _ old: PlannedExpression, _ new: PlannedExpression, _ standing: Standing
  ) -> [ConditionComparison] {
    let places = places(standing)
    guard var sides, proofsLeft > 0, old.cel.utf8.count + new.cel.utf8.count <= Self.longestCondition else { return [] }
    proofsLeft -= 1
    defer { self.sides = sides }
    let one = sides.old.environment(
      at: places.old.place(standing.stand, behind: standing.conditions.old, sides.old.scope))
    let other = sides.new.environment(
      at: places.new.place(standing.stand, behind: standing.conditions.new, sides.new.scope))
    let reads = Set((one.check(old.cel).references + other.check(new.cel).references).filter { $0.first == "tables" })
    guard reads.allSatisfy(hasSameRows), let before = one.comparison(of: old.cel, with: new.cel),
      let after = other.comparison(of: old.cel, with: new.cel)
    else { return [] }
    return [before, after]
  }

  /// Whether a table is the same in both plans.
  private func hasSameRows(_ path: [String]) -> Bool {
    func tables(_ plan: Plan) -> [PlannedTable] {
      let names = [path.dropFirst().first, path.count > 2 ? path[1...2].joined(separator: "/") : nil].compactMap(\.self)
      return names.isEmpty ? plan.tables : plan.tables.filter { names.contains($0.name) }
    }
    return tables(plans.old) == tables(plans.new)
  }

  /// A state in which the item at hand goes on, in both plans; `nil` where none is known, or a mapping has made another item.
  private mutating func state(_ standing: Standing) -> ConditionComparison.State? {
    let places = places(standing)
    guard var sides, !standing.isMade(places.old), !standing.isMade(places.new) else { return nil }
    defer { self.sides = sides }
    let conditions = [
      standing.flow.old.condition, standing.flow.new.condition, standing.conditions.old, standing.conditions.new,
    ].compactMap { $0?.cel }
    guard !conditions.isEmpty, standing.stand != .whole else { return nil }
    return sides.new.environment(at: places.new.place(.every, behind: nil, sides.new.scope)).state(where: conditions)
  }

  private mutating func differences(
    _ old: Construction, _ new: Construction, _ standing: Standing, _ reading: Reading, isAsked: Bool = true
  ) -> DifferenceSearch? {
    let places = places(standing)
    guard var sides else { return nil }
    defer { self.sides = sides }
    guard let one = Side(old, standing.flow.old.condition, standing.conditions.old, standing, places.old, &sides.old),
      let other = Side(new, standing.flow.new.condition, standing.conditions.new, standing, places.new, &sides.new)
    else { return nil }
    let isWhole =
      (places.old.isWhole && places.new.isWhole || standing.stand == .whole)
      && !standing.isMade(places.old) && !standing.isMade(places.new)
    let samples = SampleValues(
      old: sides.old.catalogue, new: sides.new.catalogue,
      constants: one.constants + other.constants, calls: one.calls.union(other.calls))
    let reads = Set(
      (one.reads + other.reads + (isAsked ? one.conditionReads + other.conditionReads : [])).map { path in
        isWhole && path.starts(with: ["event", "body"]) ? ["item"] + path.dropFirst(2) : path
      })
    guard
      let space = InputSpace(
        reads, old: one.names, new: other.names, inputs: inputs, isWhole: isWhole, samples)
    else { return nil }
    return DifferenceSearch(space: space, old: one, new: other, reading: reading, isWhole: isWhole)
  }

  /// Values for what hosts bind: what is taken where they bind nothing, or something of the kind.
  private var inputs: [String: Value] {
    var values: [String: Value] = [:]
    for input in plans.old.inputs + plans.new.inputs { values[input.name] = Value(sampleOf: input) }
    return values
  }
}

/// What is made of the value of an expression.
enum Reading: Hashable {
  /// It goes on where it is true.
  case condition
  /// It is a key: a text, or what becomes one.
  case key
  /// It is the value that counts.
  case value
}

extension Standing {
  /// Whether a mapping has made the item at hand.
  func isMade(_ places: FlowPlaces) -> Bool { stand == .mapped && places.hasMapping }
}

extension Value {
  fileprivate init(sampleOf input: PlannedInput) {
    let text = input.fallback
    switch input.kind {
    case .string: self = .string(text ?? "a")
    case .url: self = .string(text ?? "https://example.org")
    case .email: self = .string(text ?? "a@example.org")
    case .int: self = .int(text.flatMap { Int64($0) } ?? 1)
    case .number: self = .double(text.flatMap { Double($0) } ?? 1)
    case .bool: self = .bool(text == "true")
    }
  }
}
