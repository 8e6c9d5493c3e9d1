/// Comparisons.
extension ConditionReader {
  /// More elements of a list are not gone through.
  private static let mostElements = 1024

  /// What a comparison comes to; `nil` for a call that is none, and for one of what nobody looks into.
  mutating func relation(_ name: String, _ parts: [Expression]) throws(Workspace.TooMany) -> Truth? {
    switch (name, parts.count) {
    case ("_==_", 2): return try equality(parts[0], parts[1])
    case ("_!=_", 2): return try equality(parts[0], parts[1])?.negated
    case ("_<_", 2): return try order(parts[0], parts[1], .less(orEqual: false))
    case ("_<=_", 2): return try order(parts[0], parts[1], .less(orEqual: true))
    case ("_>_", 2): return try order(parts[0], parts[1], .greater(orEqual: false))
    case ("_>=_", 2): return try order(parts[0], parts[1], .greater(orEqual: true))
    case ("@in", 2): return try membership(parts[0], parts[1])
    case ("hasValue", 1):
      guard let options = try options(parts[0]) else { return nil }
      var truth = Truth(yes: .never, no: .never)
      for option in options {
        guard let term = option.term else {
          truth.no = try space.either(truth.no, option.cases)
          continue
        }
        truth.yes = try space.either(truth.yes, space.both(option.cases, space.present(term)))
      }
      return truth
    default: return nil
    }
  }

  private mutating func equality(_ left: Expression, _ right: Expression) throws(Workspace.TooMany) -> Truth? {
    if checker.types[left.id].isOptional || checker.types[right.id].isOptional {
      guard let first = try options(left), let second = try options(right) else { return nil }
      var pairs: [(cases: Cases, truth: Truth)] = []
      for one in first {
        for other in second {
          let cases = try space.both(one.cases, other.cases)
          switch (one.term, other.term) {
          case (nil, nil): pairs.append((cases, ConditionReader.constant(true)))
          case (let left?, let right?): pairs.append((cases, space.equality(left, right)))
          case (let term?, nil), (nil, let term?):
            pairs.append((cases, Truth(yes: .never, no: space.present(term))))
          }
        }
      }
      return try sum(pairs)
    }
    return try eachPair(left, right) { $0.equality($1, $2) }
  }

  private mutating func order(
    _ left: Expression, _ right: Expression, _ comparison: ValueSet.Comparison
  ) throws(Workspace.TooMany) -> Truth {
    try eachPair(left, right) { $0.order($1, $2, comparison) }
  }

  /// What a comparison of two parts comes to, from that of their values.
  private mutating func eachPair(
    _ left: Expression, _ right: Expression, _ compare: (inout Workspace, Term, Term) -> Truth
  ) throws(Workspace.TooMany) -> Truth {
    let (first, second) = (try values(left), try values(right))
    var pairs: [(cases: Cases, truth: Truth)] = []
    for one in first {
      for other in second {
        let cases = try space.both(one.cases, other.cases)
        if cases != .never { pairs.append((cases, compare(&space, one.term, other.term))) }
      }
    }
    return try sum(pairs)
  }

  private mutating func sum(_ pairs: [(cases: Cases, truth: Truth)]) throws(Workspace.TooMany) -> Truth {
    var sum = Truth(yes: .never, no: .never)
    for (cases, truth) in pairs {
      sum.yes = try space.either(sum.yes, space.both(cases, truth.yes))
      sum.no = try space.either(sum.no, space.both(cases, truth.no))
    }
    return sum
  }

  /// `x in ['a', 'b']`, `'key' in map`.
  private mutating func membership(_ element: Expression, _ container: Expression) throws(Workspace.TooMany) -> Truth? {
    if case .text(let key)? = constant(element), let holder = try place(container), holder.type.hasFields {
      return try presence(of: key, in: container)
    }
    guard case .list(let list)? = constant(container), list.count <= ConditionReader.mostElements else { return nil }
    let literals = list.compactMap { Condition.Literal($0) }
    // An element that is a list equals nothing that has an order; NaN equals nothing at all.
    guard literals.count == list.count else { return nil }
    var pairs: [(cases: Cases, truth: Truth)] = []
    for alternative in try values(element) {
      var union = ValueSet.none
      var truth = ConditionReader.constant(false)
      let numbers = space.domain(of: alternative.term).numbers
      for literal in literals {
        if let known = alternative.term.literal {
          if Value.areEqual(known.value, literal.value) { truth = ConditionReader.constant(true) }
        } else if let set = space.set(equalTo: literal, alternative.term, numbers) {
          union.insert(set)
        } else {
          let one = space.equality(alternative.term, .constant(literal))
          truth = Truth(yes: try space.either(truth.yes, one.yes), no: try space.both(truth.no, one.no))
        }
      }
      if alternative.term.literal == nil {
        let no = ValueSet.present.intersection(union.complement)
        truth = Truth(
          yes: try space.either(truth.yes, space.cases(alternative.term, in: union)),
          no: try space.both(truth.no, space.cases(alternative.term, in: no)))
      }
      pairs.append((alternative.cases, truth))
    }
    return try sum(pairs)
  }
}

extension CELType {
  fileprivate var hasFields: Bool {
    switch self {
    case .map, .record, .named: true
    default: false
    }
  }
}

extension ValueSet {
  /// Takes in another set.
  mutating func insert(_ other: ValueSet) {
    // Texts one by one: a list of a thousand would otherwise be copied a thousand times.
    guard other.texts.isAllBut || texts.isAllBut || !other.numbers.isEmpty else {
      texts.texts.formUnion(other.texts.texts)
      kinds.formUnion(other.kinds)
      moments = moments.union(other.moments)
      spans = spans.union(other.spans)
      return
    }
    self = union(other)
  }
}

extension Workspace {
  typealias Truth = ConditionReader.Truth

  func present(_ term: Term) -> Cases { term.literal == nil ? cases(term, in: .present) : .always }

  /// The set with one value; `nil` where a set cannot say it. What by its type is never null is not said to be so either: CEL lets
  /// some types be compared with null, as if they could be.
  func set(equalTo literal: Condition.Literal, _ term: Term, _ numbers: Domain.Numbers) -> ValueSet? {
    if literal == .null, !domain(of: term).set.kinds.contains(.null) { return nil }
    return ValueSet.standing(.equal, to: literal, numbers: numbers)?.yes
  }

  /// When two terms are equal, and when they differ.
  mutating func equality(_ left: Term, _ right: Term) -> Truth {
    if let left = left.literal, let right = right.literal {
      return ConditionReader.constant(Value.areEqual(left.value, right.value))
    }
    for (term, other) in [(left, right), (right, left)] {
      guard let literal = other.literal else { continue }
      guard let set = set(equalTo: literal, term, domain(of: term).numbers) else { break }
      return Truth(
        yes: cases(term, in: set), no: cases(term, in: ValueSet.present.intersection(set.complement)))
    }
    let (first, second) = (kind(of: left), kind(of: right))
    if left == right, let first, first != .decimals { return Truth(yes: present(left), no: .never) }
    // One answer for `==` and `<`, where both are there for the same values.
    if first != nil, first == second { return order(left, right, .equal) }
    let term = Term.call("_==_", [min(left, right), max(left, right)])
    note(term, left, right, Domain(.bool), isTotal: true)
    return Truth(yes: cases(term, in: .yes), no: cases(term, in: .no))
  }

  /// When one term stands so to another, and when they are of one kind and it does not.
  mutating func order(_ left: Term, _ right: Term, _ comparison: ValueSet.Comparison) -> Truth {
    if let literal = right.literal, left.literal == nil,
      let sets = ValueSet.standing(comparison, to: literal, numbers: domain(of: left).numbers)
    {
      return Truth(yes: cases(left, in: sets.yes), no: cases(left, in: sets.no))
    }
    // A constant on the left, and what is of a later name: the other way round.
    if left.literal != nil && right.literal == nil || right < left && (left.literal == nil) == (right.literal == nil) {
      return order(right, left, comparison.turned)
    }
    let (first, second) = (kind(of: left), kind(of: right))
    if left == right, let first, first != .decimals {
      var holds = ConditionReader.constant(comparison.includesEqual)
      if left.literal == nil {
        holds =
          comparison.includesEqual
          ? Truth(yes: present(left), no: .never) : Truth(yes: .never, no: present(left))
      }
      return holds
    }
    let term = Term.call(Term.order, [left, right])
    if left.literal != nil, right.literal != nil {
      guard case .value(let value) = term.value(where: { _ in nil }) else { return Truth(yes: .never, no: .never) }
      return ConditionReader.constant(comparison.orders.contains(value) ?? false)
    }
    var domain = Domain(.int)
    domain.set = ValueSet(numbers: [-1, 0, 1].reduce(LineSet.none) { $0.union(.equal(to: LineSet.Point(whole: $1))) })
    if first == nil || first == .decimals || second == nil || second == .decimals { domain.set.kinds = .nan }
    note(term, left, right, domain, isTotal: first != nil && first == second)
    let orders = comparison.orders
    return Truth(
      yes: cases(term, in: orders), no: cases(term, in: ValueSet.present.intersection(orders.complement)))
  }

  private mutating func note(_ term: Term, _ left: Term, _ right: Term, _ domain: Domain, isTotal: Bool) {
    var domain = domain
    let canFail = [left, right].contains { $0.literal == nil && self.domain(of: $0).set.kinds.contains(.missing) }
    if !isTotal || canFail { domain.set.kinds.insert(.missing) }
    know([term: domain])
  }

  /// The one kind of which a term is; `nil` where it is not known, or is one that has no order.
  private func kind(of term: Term) -> Domain.Kind? { term.literal.map { $0.kind } ?? domain(of: term).kind }
}

extension ValueSet.Comparison {
  /// How the other stands to the one.
  fileprivate var turned: Self {
    switch self {
    case .equal: .equal
    case .less(let orEqual): .greater(orEqual: orEqual)
    case .greater(let orEqual): .less(orEqual: orEqual)
    }
  }

  fileprivate var includesEqual: Bool {
    switch self {
    case .equal: true
    case .less(let orEqual), .greater(let orEqual): orEqual
    }
  }

  /// The results of ``Term/order`` in which it holds.
  fileprivate var orders: ValueSet {
    let zero = LineSet.Point(whole: 0)
    return switch self {
    case .equal: ValueSet(numbers: .equal(to: zero))
    case .less(let orEqual): ValueSet(numbers: .less(than: zero, orEqual: orEqual))
    case .greater(let orEqual): ValueSet(numbers: LineSet.less(than: zero, orEqual: !orEqual).complement)
    }
  }
}
