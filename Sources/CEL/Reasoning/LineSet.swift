/// A set of points on a line, given by the cuts at which one comes into it or leaves it. Closed under all that sets are closed under.
struct LineSet: Hashable, Sendable {
  /// A number, or a moment. The parts are compared one after the other, so that whole numbers and nanoseconds stay exact: of a number
  /// they are what is before the point and behind it, with one sign; of a moment the second and the part of it.
  struct Point: Hashable, Comparable, Sendable {
    var whole: Int64
    var fraction: Double = 0

    static func < (left: Point, right: Point) -> Bool {
      (left.whole, left.fraction) < (right.whole, right.fraction)
    }
  }

  /// A place between two points: before one, or after it.
  struct Cut: Hashable, Comparable, Sendable {
    var point: Point
    var isAfter: Bool

    static func < (left: Cut, right: Cut) -> Bool {
      left.point == right.point ? !left.isAfter && right.isAfter : left.point < right.point
    }
  }

  /// Whether what is less than every cut is inside.
  private var beginsInside: Bool
  /// Ascending, each once.
  private var cuts: [Cut] = []

  static let none = LineSet(beginsInside: false)
  static let all = LineSet(beginsInside: true)

  static func equal(to point: Point) -> LineSet {
    LineSet(beginsInside: false, cuts: [Cut(point: point, isAfter: false), Cut(point: point, isAfter: true)])
  }

  static func less(than point: Point, orEqual: Bool) -> LineSet {
    LineSet(beginsInside: true, cuts: [Cut(point: point, isAfter: orEqual)])
  }

  private init(beginsInside: Bool, cuts: [Cut] = []) {
    self.beginsInside = beginsInside
    self.cuts = cuts
  }

  var isEmpty: Bool { !beginsInside && cuts.isEmpty }

  var complement: LineSet { LineSet(beginsInside: !beginsInside, cuts: cuts) }

  func union(_ other: LineSet) -> LineSet {
    // Most sets are all or nothing of the line.
    if cuts.isEmpty { return beginsInside ? self : other }
    if other.cuts.isEmpty { return other.beginsInside ? other : self }
    return combined(other) { $0 || $1 }
  }

  func intersection(_ other: LineSet) -> LineSet {
    if cuts.isEmpty { return beginsInside ? other : self }
    if other.cuts.isEmpty { return other.beginsInside ? self : other }
    return combined(other) { $0 && $1 }
  }

  private func combined(_ other: LineSet, _ keep: (Bool, Bool) -> Bool) -> LineSet {
    if cuts == other.cuts, beginsInside == other.beginsInside { return self }
    var (left, right) = (beginsInside, other.beginsInside)
    var inside = keep(left, right)
    var result = LineSet(beginsInside: inside)
    var (first, second) = (0, 0)
    while first < cuts.count || second < other.cuts.count {
      let isFirst = second == other.cuts.count || first < cuts.count && cuts[first] <= other.cuts[second]
      let cut = isFirst ? cuts[first] : other.cuts[second]
      if second < other.cuts.count, other.cuts[second] == cut {
        right.toggle()
        second += 1
      }
      if isFirst {
        left.toggle()
        first += 1
      }
      if keep(left, right) != inside {
        inside.toggle()
        result.cuts.append(cut)
      }
    }
    return result
  }

  func contains(_ point: Point) -> Bool {
    let passed = cuts.prefix { $0.isAfter ? $0.point < point : $0.point <= point }.count
    return beginsInside != (passed % 2 == 1)
  }

  /// The same whole numbers, with each cut right before one: then a set that holds none is empty.
  var rounded: LineSet {
    var result = LineSet(beginsInside: beginsInside)
    for cut in cuts {
      guard let place = cut.wholeAfter else { continue }
      if place == .min {
        result.beginsInside.toggle()
        continue
      }
      let rounded = Cut(point: Point(whole: place), isAfter: false)
      // Two cuts between the same numbers come to nothing.
      if result.cuts.last == rounded { result.cuts.removeLast() } else { result.cuts.append(rounded) }
    }
    return result
  }

  /// The whole numbers from which on one comes into the set or leaves it.
  var wholeCuts: [Int64] { cuts.compactMap(\.wholeAfter) }

  /// The point behind which nothing is inside, and whether it is itself; `nil` where the set has no end, or nothing in it.
  var greatest: (point: Point, isIncluded: Bool)? {
    guard let last = cuts.last, beginsInside != cuts.count.isMultiple(of: 2) else { return nil }
    return (last.point, last.isAfter)
  }

  /// The point before which nothing is inside, and whether it is itself; `nil` where the set has no beginning, or nothing in it.
  var least: (point: Point, isIncluded: Bool)? {
    guard let first = cuts.first, !beginsInside else { return nil }
    return (first.point, !first.isAfter)
  }

  /// All points, where there are few; `nil` where there are more, or it is not known.
  /// - Parameter isWhole: Whether only whole numbers count, and the set is rounded.
  func points(isWhole: Bool, atMost most: Int) -> [Point]? {
    guard !beginsInside, cuts.count % 2 == 0 else { return nil }
    var points: [Point] = []
    for place in stride(from: 0, to: cuts.count, by: 2) {
      let (from, to) = (cuts[place], cuts[place + 1])
      if from.point == to.point {
        points.append(from.point)
      } else if isWhole {
        let (count, overflow) = to.point.whole.subtractingReportingOverflow(from.point.whole)
        guard !overflow, count <= most - points.count else { return nil }
        points += (from.point.whole..<to.point.whole).map { Point(whole: $0) }
      } else {
        return nil
      }
      if points.count > most { return nil }
    }
    return points
  }

  /// Some points inside: at the cuts, beside them and between them.
  func examples(step: Point) -> [Point] {
    var tried = [Point(whole: 0), Point(whole: 1)]
    for (place, cut) in cuts.prefix(16).enumerated() {
      tried += [cut.point, cut.point.moved(by: step, back: false), cut.point.moved(by: step, back: true)].compactMap(
        \.self)
      if place + 1 < cuts.count { tried.append(cut.point.middle(cuts[place + 1].point)) }
    }
    var seen: Set<Point> = []
    return tried.filter { contains($0) && seen.insert($0).inserted }
  }
}

extension LineSet.Cut {
  /// The first whole number behind the cut; `nil` where there is none.
  fileprivate var wholeAfter: Int64? {
    let isWhole = point.fraction == 0
    let isBehind = isWhole ? isAfter : point.fraction > 0
    return isBehind ? point.whole.addingReportingOverflow(1).overflow ? nil : point.whole + 1 : point.whole
  }
}

extension LineSet.Point {
  /// A number; `nil` for one at which doubles no longer tell whole numbers apart, since CEL then takes different numbers for equal.
  init?(_ double: Double) {
    guard double.magnitude < 0x1p53 else { return nil }
    whole = Int64(double.rounded(.towardZero))
    fraction = double - Double(whole)
  }

  init(_ moment: Timestamp) { self.init(whole: moment.seconds, fraction: Double(moment.nanoseconds) / 1e9) }

  init(_ span: TimeSpan) { self.init(whole: span.nanoseconds) }

  /// The number.
  var double: Double { Double(whole) + fraction }

  /// The moment; `nil` where it is none.
  var moment: Timestamp? { Timestamp(seconds: whole, nanoseconds: Int32((fraction * 1e9).rounded())) }

  /// The point a step further; `nil` where numbers end.
  fileprivate func moved(by step: Self, back: Bool) -> Self? {
    let (whole, overflow) =
      back ? whole.subtractingReportingOverflow(step.whole) : whole.addingReportingOverflow(step.whole)
    return overflow ? nil : Self(whole: whole, fraction: fraction)
  }

  /// A number between two: it need not lie inside of anything.
  fileprivate func middle(_ other: Self) -> Self { Self(double / 2 + other.double / 2) ?? self }
}
