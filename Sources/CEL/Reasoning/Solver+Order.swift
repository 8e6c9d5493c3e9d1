/// Two terms that stand in an order.
extension Solver {
  /// The kind of values of which a term is; `nil` where it is not known.
  func kind(of term: Term) -> Domain.Kind? { term.literal.map { $0.kind } ?? domain(of: term).kind }

  /// Brings what is known of one of two terms to the other: what is less than a number below five is below five.
  mutating func propagate(order set: ValueSet, _ left: Term, _ right: Term) {
    guard !set.isEmpty, set.isSubset(of: ValueSet(numbers: .all)), let kind = kind(of: left),
      kind == self.kind(of: right)
    else { return }
    let isLess = set.numbers.contains(.init(whole: -1))
    let isEqual = set.numbers.contains(.init(whole: 0))
    let isGreater = set.numbers.contains(.init(whole: 1))
    if isEqual, !isLess, !isGreater {
      narrow(left, to: known(of: right))
      narrow(right, to: known(of: left))
    }
    if !isGreater { keep(left, below: right, orEqual: isEqual) }
    if !isLess { keep(right, below: left, orEqual: isEqual) }
  }

  private func known(of term: Term) -> ValueSet {
    guard let literal = term.literal else { return set(of: term).intersection(.present) }
    return ValueSet.standing(.equal, to: literal, numbers: .int)?.yes ?? .present
  }

  private mutating func keep(_ lower: Term, below upper: Term, orEqual: Bool) {
    let (less, greater) = (known(of: lower), known(of: upper))
    narrow(
      lower,
      to: greater.mapLines { line in
        line.greatest.map { .less(than: $0.point, orEqual: orEqual && $0.isIncluded) } ?? .all
      })
    narrow(
      upper,
      to: less.mapLines { line in
        line.least.map { LineSet.less(than: $0.point, orEqual: !(orEqual && $0.isIncluded)).complement } ?? .all
      })
  }
}

extension ValueSet {
  /// All values but those on lines of which something is in the set: of these, what a bound leaves.
  fileprivate func mapLines(_ bounded: (LineSet) -> LineSet) -> ValueSet {
    var mapped = ValueSet.present
    if !numbers.isEmpty { mapped.numbers = bounded(numbers) }
    if !moments.isEmpty { mapped.moments = bounded(moments) }
    if !spans.isEmpty { mapped.spans = bounded(spans) }
    return mapped
  }
}
