/// A call of arithmetic with one whole number that changes and one that does not, such as `n + 1`, `10 - n` or `n * 2`: the more it is
/// given, the more it gives, or the less. What it must come to says exactly what it must be given, so that `n + 1 > 5` and `n > 4` are one
/// condition.
///
/// What it gives is asked of the evaluator, number by number: nothing is reckoned twice, so that nothing can be reckoned differently.
struct WholeStep {
  /// What it is given.
  let argument: Term
  private let name: String
  private let arguments: [Term]
  /// The numbers for which it does not fail: the result fits, or nothing is divided by zero.
  private var defined: ClosedRange<Int64> = 0...0

  /// - Parameter domain: What is known of a term.
  /// - Returns: `nil` for all other terms.
  init?(_ term: Term, _ domain: (Term) -> Domain) {
    guard case .call(let name, let arguments) = term.shape, WholeStep.isMonotone(name, arguments),
      let argument = arguments.first(where: { $0.literal == nil }), WholeStep.isWhole(domain(argument))
    else { return nil }
    (self.argument, self.name, self.arguments) = (argument, name, arguments)
    guard result(0) != nil else { return nil }
    let least = WholeStep.first(in: Int64.min...0) { result($0) != nil }
    let tooMuch = WholeStep.first(in: 0...Int64.max) { result($0) == nil }
    defined = (least ?? 0)...(tooMuch.map { $0 - 1 } ?? .max)
  }

  private static func isMonotone(_ name: String, _ arguments: [Term]) -> Bool {
    func isConstant(_ place: Int) -> Bool {
      if case .int? = arguments[place].literal { return true }
      return false
    }
    switch (name, arguments.count) {
    case ("-_", 1): return arguments[0].literal == nil
    case ("_+_", 2), ("_-_", 2), ("_*_", 2): return isConstant(0) != isConstant(1)
    // What a number is divided by makes the result leap at zero.
    case ("_/_", 2): return !isConstant(0) && isConstant(1)
    default: return false
    }
  }

  /// Whether a term is a whole number wherever it is there at all.
  private static func isWhole(_ domain: Domain) -> Bool {
    domain.numbers == .int && domain.set.isSubset(of: ValueSet(kinds: .missing, numbers: .all))
  }

  /// What it gives for a number; `nil` where it fails.
  private func result(_ number: Int64) -> Int64? {
    let outcomes = arguments.map { argument -> Term.Outcome in .value(argument.literal?.value ?? .int(number)) }
    guard case .value(.int(let result)) = Term.apply(name, outcomes) else { return nil }
    return result
  }

  /// The first number of a range from which on something is so; it must be so for all behind that.
  private static func first(in range: ClosedRange<Int64>, where isSo: (Int64) -> Bool) -> Int64? {
    guard isSo(range.upperBound) else { return nil }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      // The mean, rounded down, of numbers whose sum may not fit.
      let middle = (low >> 1) + (high >> 1) + (low & high & 1)
      if isSo(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What it must be given to come to one of a set of whole numbers, or to fail.
  func argument(for results: ValueSet) -> ValueSet {
    guard let atStart = result(defined.lowerBound) else { return .none }
    // Between two of these places the result stays on one side of each cut of the set.
    var places: Set<Int64> = [defined.lowerBound]
    for cut in results.numbers.wholeCuts {
      let isBeyond = atStart >= cut
      if let place = WholeStep.first(in: defined, where: { ((result($0) ?? 0) >= cut) != isBeyond }) {
        places.insert(place)
      }
    }
    let sorted = places.sorted()
    var numbers = LineSet.none
    for (index, place) in sorted.enumerated() {
      guard let result = result(place), results.numbers.contains(LineSet.Point(whole: result)) else { continue }
      let end = index + 1 < sorted.count ? sorted[index + 1] - 1 : defined.upperBound
      numbers = numbers.union(.whole(place...end))
    }
    let canFail = results.kinds.contains(.missing)
    if canFail { numbers = numbers.union(LineSet.whole(defined).complement) }
    return ValueSet(kinds: canFail ? .missing : [], numbers: numbers.rounded)
  }
}

extension LineSet {
  /// The whole numbers of a range, and what lies between them.
  static func whole(_ range: ClosedRange<Int64>) -> LineSet {
    LineSet.less(than: Point(whole: range.lowerBound), orEqual: false).complement
      .intersection(.less(than: Point(whole: range.upperBound), orEqual: true))
  }
}
