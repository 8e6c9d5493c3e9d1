/// What is asked of conditions.
extension Condition {
  /// Whether it can never be true.
  public var isEmpty: Verdict {
    if let objection { return .unknown(because: [objection]) }
    var because: Set<String> = []
    for one in cases.all {
      switch Solver.solve(one, domains) {
      case .impossible: break
      case .possible: return .no
      case .unknown(let parts): because.formUnion(parts)
      }
    }
    return because.isEmpty ? .yes : .unknown(because: because.sorted())
  }

  /// Whether another holds in every state in which this one does; of one that never holds, all others do.
  public func implies(_ other: Condition) -> Verdict { isSame(other) ? .yes : remainder(other).isEmpty }

  /// Whether there is a state in which both hold.
  public func overlaps(_ other: Condition) -> Verdict { and(other).isEmpty.opposite }

  /// A state in which it holds, and another does too, in words: `` `item.severity` is `critical` and `item.count` is 3 ``. `nil` where
  /// none is known.
  public func example(with other: Condition? = nil) -> String? {
    guard let (one, state) = (other.map { and($0) } ?? self).state else { return nil }
    let fields = Set(one.entries.flatMap { $0.term.paths.map { Term.path($0) } })
    let words = fields.sorted().compactMap { field in state[field].map { "`\(field)` is \($0)" } }
    return words.isEmpty ? "any state" : words.joined(separator: " and ")
  }

  /// A state in which it holds, and the way in which it holds there.
  var state: (one: Case, fields: [Term: Solver.Guess])? {
    guard objection == nil else { return nil }
    for one in cases.all {
      if case .possible(let state) = Solver.solve(one, domains) { return (one, state) }
    }
    return nil
  }

  /// All values that a field can have where the condition holds, in order; that it may be missing is not among them. Some of them may be
  /// kept out by what is not understood. `nil` where they are not known to be finite, or are more than a thousand.
  public func values(of path: [String]) -> [Literal]? {
    guard objection == nil else { return nil }
    let field = Term.path(path.map { Text($0) })
    let domain = domains[field] ?? .unknown
    var union = ValueSet.none
    for one in cases.all {
      let solver = Solver(one, domains)
      if solver.isImpossible { continue }
      let set = solver.sets[field] ?? domain.set
      // States are looked for only where that can help.
      guard set.values(domain, atMost: 1000) != nil else { return nil }
      if case .impossible = Solver.solve(one, domains) { continue }
      union = union.union(set)
    }
    return union.values(domain, atMost: 1000)?.compactMap { Literal($0) }
  }
}

extension Solver.Guess: CustomStringConvertible {
  /// What stands behind "is".
  var description: String {
    switch self {
    case .value(.text(let text)): text.isEmpty ? "an empty text" : "`\(text)`"
    case .value(let value): value.celSource
    case .missing: "missing"
    case .map: "a map"
    case .other: "of another kind"
    }
  }
}
