/// Looks for a state in which a case is: a value for each field, with which each term comes to what it must.
struct StateSearch {
  /// States that are tried, in part or whole. One takes some microseconds.
  private static let mostTries = 500

  private let solver: Solver
  private let fields: [Term]
  /// Calls, by the last field that they need.
  private var calls: [[Term]]
  private var guesses: [Term: Solver.Guess] = [:]
  private var tries = 0

  /// Whether all states were tried, so that where none was found there is none.
  private(set) var isComplete = true
  /// Terms of which it could not be said what they come to.
  private(set) var undecided: Set<String> = []

  init(_ solver: Solver) {
    self.solver = solver
    fields = solver.terms.filter { $0.path != nil }
    calls = Array(repeating: [], count: fields.count + 1)
    let places = Dictionary(
      fields.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for term in solver.terms where !term.arguments.isEmpty {
      let last = term.paths.compactMap { places[.path($0)] }.max()
      calls[last.map { $0 + 1 } ?? 0].append(term)
    }
  }

  /// What each field is in a state; `nil` where none was found.
  mutating func find() -> [Term: Solver.Guess]? { fits(0) && find(from: 0) ? guesses : nil }

  private mutating func find(from place: Int) -> Bool {
    guard place < fields.count else { return true }
    let field = fields[place]
    for guess in candidates(field) {
      tries += 1
      guard tries <= StateSearch.mostTries else {
        isComplete = false
        break
      }
      guesses[field] = guess
      if fits(place + 1), find(from: place + 1) { return true }
    }
    guesses[field] = nil
    return false
  }

  /// Whether calls come to what they must.
  private mutating func fits(_ place: Int) -> Bool {
    var fits = true
    for call in calls[place] {
      let outcome = outcome(of: call)
      if case .unknown = outcome {
        isComplete = false
        undecided.insert(call.description)
        fits = false
        continue
      }
      switch solver.set(of: call).contains(outcome) {
      case true?: break
      case false?: return false
      case nil:
        isComplete = false
        undecided.insert(call.description)
        fits = false
      }
    }
    return fits
  }

  private func outcome(of call: Term) -> Term.Outcome {
    call.value { field in
      switch guesses[field] {
      case .value(let value): .value(value)
      case .missing: .missing
      case .map, .other, nil: .unknown
      }
    }
  }

  // MARK: Candidates

  /// What a field may be, the likely first.
  private mutating func candidates(_ field: Term) -> [Solver.Guess] {
    let set = solver.set(of: field)
    var mayBeMissing = set.kinds.contains(.missing)
    if let holder = field.holder {
      guard case .map? = guesses[holder] else { return mayBeMissing ? [.missing] : [] }
      if solver.domain(of: field).isRequired { mayBeMissing = false }
    }
    var candidates: [Solver.Guess] = []
    if set.kinds.contains(.map) { candidates.append(.map) }
    if let values = set.pinned(solver.domain(of: field)) {
      candidates += values.map { .value($0) }
    } else {
      // A map whose keys stand elsewhere is one candidate for all of them.
      var rest = set
      rest.kinds.remove(.map)
      if rest.pinned(solver.domain(of: field)) == nil { isComplete = false }
      candidates += StateHints(field, solver, guesses).values.filter { set.contains($0) == true }.map { .value($0) }
      if set.kinds.contains(.other) { candidates.append(.other) }
    }
    return candidates + (mayBeMissing ? [.missing] : [])
  }
}

extension ValueSet {
  /// Whether what a term came to is in the set; `nil` where that is not known.
  fileprivate func contains(_ outcome: Term.Outcome) -> Bool? {
    switch outcome {
    case .missing: kinds.contains(.missing)
    case .value(let value): contains(value)
    case .unknown: nil
    }
  }
}
