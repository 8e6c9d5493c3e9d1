/// Decides whether a case can be: first by what must be, then by looking for a state in which it is.
struct Solver {
  enum Answer {
    case impossible
    /// There is such a state: what each field is.
    case possible([Term: Guess])
    /// What it is that nobody can say.
    case unknown(because: [String])
  }

  /// What a field is in a state that is tried.
  enum Guess {
    case value(Value)
    case missing
    /// A map of which only the keys count that stand in terms of their own.
    case map
    /// Something of another kind.
    case other
  }

  /// A call and the results that its arguments allow are gone through up to so many.
  static let mostCombinations = 256
  /// Values that are all gone through, where a term has no more.
  static let mostPinned = 64

  let domains: [Term: Domain]
  /// What each term must be in, those inside of terms and above fields among them.
  private(set) var sets: [Term: ValueSet] = [:]
  /// The terms: fields first, those of an object behind it; then calls, those inside others before them.
  private(set) var terms: [Term] = []
  private(set) var isImpossible = false
  private var hasChanged = false

  /// What can be said of a case without trying states.
  init(_ one: Case, _ domains: [Term: Domain]) {
    self.domains = domains
    for entry in one.entries {
      add(entry.term)
      narrow(entry.term, to: entry.set)
    }
    terms =
      terms.filter { $0.path != nil }.sorted { left, right in
        (left.path?.count ?? 0, left) < (right.path?.count ?? 0, right)
      } + terms.filter { $0.path == nil }
    // Each round brings what is known a step further; a chain of terms is rarely longer than a few.
    for _ in 0..<12 where !isImpossible {
      hasChanged = false
      for term in terms { propagate(term) }
      if !hasChanged { break }
    }
    if !isImpossible, terms.contains(where: { TextTests(of: $0, in: self).areContradictory }) { isImpossible = true }
    if !isImpossible, OrderBounds(self).areContradictory { isImpossible = true }
  }

  /// Whether a case can be.
  static func solve(_ one: Case, _ domains: [Term: Domain]) -> Answer {
    let solver = Solver(one, domains)
    if solver.isImpossible { return .impossible }
    let opaque = solver.terms.compactMap { term -> String? in
      if case .opaque(_, let source) = term.shape { source } else { nil }
    }
    guard opaque.isEmpty else { return .unknown(because: opaque) }
    var search = StateSearch(solver)
    let found = search.find()
    if let found { return .possible(found) }
    if search.isComplete { return .impossible }
    let because = search.undecided.isEmpty ? Set(one.entries.map(\.term.description)) : search.undecided
    return .unknown(because: Array(because))
  }

  func domain(of term: Term) -> Domain { domains[term] ?? .unknown }

  func set(of term: Term) -> ValueSet { sets[term] ?? .none }

  private mutating func add(_ term: Term) {
    guard sets[term] == nil, term.literal == nil else { return }
    sets[term] = domain(of: term).set
    term.arguments.forEach { add($0) }
    if let holder = term.holder { add(holder) }
    terms.append(term)
  }

  mutating func narrow(_ term: Term, to set: ValueSet) {
    guard let old = sets[term] else { return }
    let new = domain(of: term).narrowed(old.intersection(set))
    if new != old {
      sets[term] = new
      hasChanged = true
    }
    if new.isEmpty { isImpossible = true }
  }

  // MARK: What must be

  private mutating func propagate(_ term: Term) {
    let set = set(of: term)
    let map = ValueSet(kinds: .map)
    if let holder = term.holder {
      if !set.kinds.contains(.missing) { narrow(holder, to: map) }
      if self.set(of: holder).isDisjoint(with: map) { narrow(term, to: .missing) }
      if domain(of: term).isRequired {
        if self.set(of: holder).isSubset(of: map) { narrow(term, to: .present) }
        if set.isSubset(of: .missing) { narrow(holder, to: map.complement) }
      }
    }
    guard case .call(let name, let arguments) = term.shape else { return }
    if !set.kinds.contains(.missing) {
      for argument in arguments { narrow(argument, to: .present) }
      if TextTests.names.contains(name), let first = arguments.first { narrow(first, to: ValueSet(texts: .all)) }
    }
    if arguments.contains(where: { $0.literal == nil && self.set(of: $0).isSubset(of: .missing) }) {
      narrow(term, to: .missing)
    }
    if name == Term.order, arguments.count == 2 { propagate(order: set, arguments[0], arguments[1]) }
    if let step = WholeStep(term, domain) { narrow(step.argument, to: step.argument(for: set)) }
    combine(term, name, arguments)
  }

  /// Narrows a call to what it comes to for the few values that its arguments can have, and an argument to those that fit the call.
  private mutating func combine(_ term: Term, _ name: String, _ arguments: [Term]) {
    var rows: [[Term.Outcome]] = [[]]
    for argument in arguments {
      guard let outcomes = outcomes(of: argument), rows.count * outcomes.count <= Solver.mostCombinations else {
        return
      }
      rows = rows.flatMap { row in outcomes.map { row + [$0] } }
    }
    let changing = arguments.indices.filter { arguments[$0].literal == nil }
    var results = ValueSet.none
    var fitting = ValueSet.none
    for row in rows {
      guard let result = ValueSet(only: Term.apply(name, row)) else { return }
      results.insert(result)
      guard changing.count == 1, !set(of: term).isDisjoint(with: result) else { continue }
      guard let kept = ValueSet(only: row[changing[0]]) else { return }
      fitting.insert(kept)
    }
    narrow(term, to: results)
    if changing.count == 1 { narrow(arguments[changing[0]], to: fitting) }
  }

  /// All that a term can be, where that is little; `nil` where it is more, or of a kind whose values are not told apart.
  func outcomes(of term: Term) -> [Term.Outcome]? {
    if let literal = term.literal { return [.value(literal.value)] }
    let set = set(of: term)
    guard let values = set.pinned(domain(of: term)) else { return nil }
    return values.map { .value($0) } + (set.kinds.contains(.missing) ? [.missing] : [])
  }
}

extension ValueSet {
  /// The set with nothing but what a term came to; `nil` where that cannot be said.
  init?(only outcome: Term.Outcome) {
    self.init()
    switch outcome {
    case .missing: kinds = .missing
    case .unknown: return nil
    case .value(.double(let double)) where double.isNaN: kinds = .nan
    case .value(let value):
      guard let literal = Condition.Literal(value),
        let set = ValueSet.standing(.equal, to: literal, numbers: .int)?.yes
      else { return nil }
      self = set
    }
  }

  /// All values in the set, where they are few and no two of them are one point: 3 is a whole number and a decimal one where the type is
  /// not known, and 0.0 and -0.0 are not divided by alike.
  func pinned(_ domain: Domain) -> [Value]? {
    switch domain.numbers {
    case .int, .uint: break
    case .double: if numbers.contains(LineSet.Point(whole: 0)) { return nil }
    case .any: if !numbers.isEmpty { return nil }
    }
    return values(domain, atMost: Solver.mostPinned)
  }

  /// All values in the set, that it may be missing left out; `nil` where they are many, or of a kind whose values are not told apart.
  func values(_ domain: Domain, atMost most: Int) -> [Value]? {
    guard kinds.isDisjoint(with: [.nan, .map, .list, .other]), !texts.isAllBut, texts.texts.count <= most,
      let numbers = numbers.points(isWhole: domain.numbers.isWhole, atMost: most),
      let moments = moments.points(isWhole: false, atMost: most),
      let spans = spans.points(isWhole: true, atMost: most)
    else { return nil }
    // A point may be no number of that kind, such as a half among whole ones.
    var values = texts.texts.sorted().map { Value.text($0) } + numbers.compactMap { domain.numbers.value($0) }
    values += moments.compactMap(\.moment).map { .timestamp($0) }
    values += spans.map { .duration(TimeSpan(nanoseconds: $0.whole)) }
    if kinds.contains(.no) { values.append(.bool(false)) }
    if kinds.contains(.yes) { values.append(.bool(true)) }
    if kinds.contains(.null) { values.append(.null) }
    return values
  }
}
