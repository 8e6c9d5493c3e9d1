/// How many steps an evaluation takes, as far as it is known before. A step is what ``Program/Budget/steps`` counts.
public struct CostEstimate: Hashable, Sendable {
  /// At least so many, unless the evaluation fails before.
  public var least: Int
  /// At most so many; `nil` where that depends on sizes that nobody declares.
  public var most: Int?
}

/// Sizes of values of which the schema says nothing.
public struct SizeAssumptions: Hashable, Sendable {
  /// Bytes of a text; `nil` for no assumption.
  public var text: Int?
  /// Elements of a list, keys of a map; `nil` for no assumption.
  public var elements: Int?

  /// Assumptions.
  public init(text: Int? = nil, elements: Int? = nil) {
    self.text = text
    self.elements = elements
  }

  /// None: what is not declared is not known.
  public static let none = SizeAssumptions()
}

extension Compilation {
  /// What an evaluation costs, from the sizes that record types declare (``RecordField/maxSize``), those of literals, and assumptions
  /// about the rest.
  public func cost(assuming sizes: SizeAssumptions = .none) -> CostEstimate {
    guard let (expression, checker) = checked else { return CostEstimate(least: 0, most: 0) }
    var estimator = CostEstimator(checker: checker, sizes: sizes, patterns: ConstantPatterns())
    let cost = estimator.estimate(expression).cost
    return CostEstimate(least: cost.least, most: cost.most)
  }
}

extension CostEstimator {
  /// What is wrong where an evaluation takes, or by the declared sizes may take, more steps than a limit: at the innermost part that
  /// does.
  static func issue(
    in expression: Expression, _ checker: Checker, _ patterns: ConstantPatterns, limit: Int
  ) -> Issue? {
    var estimator = CostEstimator(checker: checker, sizes: .none, patterns: patterns)
    let whole = estimator.estimate(expression).cost
    guard max(whole.least, whole.most ?? 0) > limit else { return nil }
    var culprit = expression
    while let inner = culprit.children.first(where: { child in
      estimator.costs[child.id].map { max($0.least, $0.most ?? 0) > limit } ?? false
    }) {
      culprit = inner
    }
    let found = estimator.costs[culprit.id] ?? whole
    let isCertain = found.least > limit
    let steps = isCertain ? found.least : found.most ?? found.least
    let amount = steps == .max ? "more steps than can be counted" : "\(steps) steps"
    let message = isCertain ? "this takes at least \(amount)" : "this may take up to \(amount)"
    return Issue(
      kind: .tooCostly, message: "\(message), and an evaluation may take \(limit)", range: culprit.range,
      mends: ["go over fewer elements, or declare how long the lists and texts can be"])
  }
}

/// A number between two others, of which the greater may not be known. Arithmetic stops at the greatest whole number.
struct Count: Hashable, Sendable {
  var least: Int
  var most: Int?

  init(_ exactly: Int) { (least, most) = (exactly, exactly) }

  init(least: Int, most: Int?) { (self.least, self.most) = (least, most) }

  static let none = Count(0)

  static func + (left: Count, right: Count) -> Count {
    Count(least: add(left.least, right.least), most: left.most.flatMap { most in right.most.map { add(most, $0) } })
  }

  static func * (left: Count, right: Count) -> Count {
    // Nothing times what is not known is nothing.
    if left.most == 0 || right.most == 0 { return .none }
    return Count(
      least: times(left.least, right.least), most: left.most.flatMap { most in right.most.map { times(most, $0) } })
  }

  static func += (left: inout Count, right: Count) { left = left + right }

  /// Either of two.
  func or(_ other: Count) -> Count {
    Count(least: min(least, other.least), most: most.flatMap { most in other.most.map { max(most, $0) } })
  }

  /// The same, or less.
  var atMost: Count { Count(least: 0, most: most) }

  /// A part of it, rounded up.
  func shifted(right bits: Int) -> Count { Count(least: 0, most: most.map { ($0 >> bits) + 1 }) }

  private static func add(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }

  private static func times(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? .max : product
  }
}

/// How large a value is.
indirect enum Extent: Hashable, Sendable {
  /// A number, a truth value, a moment: of one size.
  case scalar
  /// A text or bytes, by bytes.
  case text(Count)
  case list(Count, Extent)
  case map(Count, key: Extent, value: Extent)
  /// A map of which only its type is known.
  case record(RecordType)
  /// Anything.
  case unknown

  /// Either of two.
  func or(_ other: Extent) -> Extent {
    switch (self, other) {
    case (.scalar, .scalar): .scalar
    case (.text(let a), .text(let b)): .text(a.or(b))
    case (.list(let a, let one), .list(let b, let another)):
      // The element of an empty list is of no account.
      .list(a.or(b), a.most == 0 ? another : b.most == 0 ? one : one.or(another))
    case (.map(let a, let key, let value), .map(let b, let otherKey, let otherValue)):
      .map(a.or(b), key: key.or(otherKey), value: value.or(otherValue))
    case (.record(let a), .record(let b)) where a == b: self
    case (.scalar, _): other
    case (_, .scalar): self
    default: .unknown
    }
  }
}
