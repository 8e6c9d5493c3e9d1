/// What is said of how terms stand to each other, held against itself: that each of some is less than the next and the last less than the
/// first can be said of none, and of whole numbers it is known besides by how much they differ.
///
/// Each statement is a bound on the difference of two terms: `a < b` says of whole numbers that `a - b` is at most -1. Where bounds that
/// lead from a term back to itself add up to less than nothing, they contradict each other (Bellman and Ford). For what has an order and no
/// distances, such as texts and moments, -1 stands for any distance.
struct OrderBounds {
  /// That one term is greater than another by so much at most.
  private struct Bound {
    var less: Int
    var greater: Int
    var most: Int64
  }

  /// Greater bounds are left out, so that no sum of them overflows.
  private static let greatest: UInt64 = 1 << 48
  /// More are not followed.
  private static let mostBounds = 300

  /// The terms, zero first: what bounds a number by itself is held against that.
  private var places: [Term: Int] = [:]
  private var bounds: [Bound] = []
  private static let zero = 0

  init(_ solver: Solver) {
    for term in solver.terms { note(term, in: solver) }
    // What is known of terms one by one, the solver has held against itself.
    guard !bounds.isEmpty else { return }
    for (term, place) in places where solver.kind(of: term) == .wholes { note(rangeOf: term, place, in: solver) }
  }

  /// Whether no values stand to each other as it is said.
  var areContradictory: Bool {
    guard bounds.count > 1, bounds.count <= OrderBounds.mostBounds else { return false }
    var distances = [Int64](repeating: 0, count: places.count + 1)
    for _ in distances.indices {
      var hasChanged = false
      for bound in bounds where distances[bound.greater] + bound.most < distances[bound.less] {
        distances[bound.less] = distances[bound.greater] + bound.most
        hasChanged = true
      }
      if !hasChanged { return false }
    }
    return true
  }

  // MARK: What is said

  private mutating func note(_ term: Term, in solver: Solver) {
    guard case .call(let name, let arguments) = term.shape, arguments.count == 2 else { return }
    let set = solver.set(of: term)
    guard !set.isEmpty, set.isSubset(of: ValueSet(numbers: .all)) else { return }
    let (left, right) = (arguments[0], arguments[1])
    if name == Term.order {
      guard let kind = solver.kind(of: left), kind == solver.kind(of: right) else { return }
      noteOrder(set.numbers, place(of: left), place(of: right))
    } else if solver.kind(of: term) == .wholes, solver.kind(of: left) == .wholes, solver.kind(of: right) == .wholes {
      noteSum(term, name, left, right, set.numbers)
    }
  }

  private mutating func noteOrder(_ orders: LineSet, _ left: Int, _ right: Int) {
    let isEqual = orders.contains(.init(whole: 0))
    let isLess = orders.contains(.init(whole: -1))
    let isGreater = orders.contains(.init(whole: 1))
    if !isGreater { add(left, minus: right, atMost: isEqual ? 0 : -1) }
    if !isLess { add(right, minus: left, atMost: isEqual ? 0 : -1) }
  }

  /// `a + 1` is greater than `a` by one; of `a - b` it is known how great it is.
  private mutating func noteSum(_ term: Term, _ name: String, _ left: Term, _ right: Term, _ results: LineSet) {
    switch (name, left.literal, right.literal) {
    case ("_+_", nil, .int(let number)?): addDifference(term, left, number)
    case ("_+_", .int(let number)?, nil): addDifference(term, right, number)
    case ("_-_", nil, .int(let number)?) where number != .min: addDifference(term, left, -number)
    case ("_-_", nil, nil):
      if let most = results.upper { add(place(of: left), minus: place(of: right), atMost: most) }
      if let least = results.lower, least != .min {
        add(place(of: right), minus: place(of: left), atMost: -least)
      }
    default: break
    }
  }

  private mutating func addDifference(_ term: Term, _ other: Term, _ number: Int64) {
    guard number != .min else { return }
    let (sum, part) = (place(of: term), place(of: other))
    add(sum, minus: part, atMost: number)
    add(part, minus: sum, atMost: -number)
  }

  private mutating func note(rangeOf term: Term, _ place: Int, in solver: Solver) {
    let numbers = solver.set(of: term).numbers
    if let most = numbers.upper { add(place, minus: OrderBounds.zero, atMost: most) }
    if let least = numbers.lower, least != .min { add(OrderBounds.zero, minus: place, atMost: -least) }
  }

  private mutating func add(_ left: Int, minus right: Int, atMost most: Int64) {
    guard most.magnitude < OrderBounds.greatest else { return }
    bounds.append(Bound(less: left, greater: right, most: most))
  }

  private mutating func place(of term: Term) -> Int {
    if let place = places[term] { return place }
    places[term] = places.count + 1
    return places.count
  }
}

extension LineSet {
  /// A whole number that none in the set is greater than; `nil` where there is none.
  fileprivate var upper: Int64? {
    guard let (point, isIncluded) = greatest, point.whole > .min else { return nil }
    return point.fraction == 0 && !isIncluded ? point.whole - 1 : point.whole
  }

  /// A whole number that none in the set is less than; `nil` where there is none.
  fileprivate var lower: Int64? {
    guard let (point, isIncluded) = least, point.whole < .max else { return nil }
    return point.fraction == 0 && !isIncluded ? point.whole + 1 : point.whole
  }
}
