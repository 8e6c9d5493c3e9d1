/// What is known of a term before anybody asks: what its type lets it be.
struct Domain: Hashable, Sendable {
  /// What kind of numbers can be in it.
  enum Numbers: Hashable, Sendable {
    case int, uint, double
    /// Any of them, or it is not known.
    case any
  }

  /// What elements a list has, as far as examples of lists can be made.
  enum Elements: Hashable, Sendable {
    case texts, ints
  }

  /// What it can be.
  var set: ValueSet = .all
  var numbers: Numbers = .any
  /// Whether a field is there wherever the record is that has it.
  var isRequired = false
  var elements: Elements?

  /// Of what nothing is known.
  static let unknown = Domain()

  /// What a value of a type can be. That it can be missing is for whoever knows where it stands.
  init(_ type: CELType) {
    set = .none
    switch type {
    case .null: set.kinds = .null
    case .bool: set.kinds = [.yes, .no]
    case .int: (set.numbers, numbers) = (.all, .int)
    case .uint: (set.numbers, numbers) = (LineSet.less(than: LineSet.Point(whole: 0), orEqual: false).complement, .uint)
    case .double: (set.numbers, set.kinds, numbers) = (.all, .nan, .double)
    case .string: set.texts = .all
    case .timestamp: set.moments = .all
    case .duration: set.spans = .all
    case .bytes, .type, .abstract: set.kinds = .other
    case .list(let element):
      set.kinds = .list
      elements = element == .string ? .texts : element == .int ? .ints : nil
    case .map, .record, .named: set.kinds = .map
    case .enumeration(let enumeration):
      set.texts = ValueSet.Texts(isAllBut: false, texts: Set(enumeration.values.map { Text($0) }))
    case .nullable(let wrapped):
      self = Domain(wrapped)
      set.kinds.insert(.null)
    case .dyn, .error, .optional, .parameter: set = .present
    }
  }

  private init() {}

  /// What both know.
  func merged(with other: Domain) -> Domain {
    var merged = self
    merged.set = set.intersection(other.set)
    if numbers == .any { merged.numbers = other.numbers }
    merged.isRequired = isRequired || other.isRequired
    merged.elements = elements ?? other.elements
    return merged.settled
  }

  /// The same, its set as ``narrowed(_:)`` gives sets.
  var settled: Domain {
    var domain = self
    if numbers.isWhole { domain.set.numbers = set.numbers.rounded }
    return domain
  }

  /// What of a set can be.
  func narrowed(_ values: ValueSet) -> ValueSet {
    var values = values.intersection(set)
    if numbers.isWhole { values.numbers = values.numbers.rounded }
    return values
  }
}

extension Domain.Numbers {
  /// Whether there are no fractions.
  var isWhole: Bool { self == .int || self == .uint }

  /// Where a literal lies among such numbers; `nil` where CEL compares them as doubles and those run into each other.
  func point(_ literal: Condition.Literal) -> LineSet.Point? {
    guard let point = literal.point else { return nil }
    return isWhole || point.whole.magnitude < 1 << 53 ? point : nil
  }

  /// The value at a point.
  func value(_ point: LineSet.Point) -> Value? {
    switch self {
    case .int: point.fraction == 0 ? .int(point.whole) : nil
    case .uint: point.fraction == 0 ? UInt64(exactly: point.whole).map { .uint($0) } : nil
    case .double: .double(point.double)
    case .any: point.fraction == 0 ? .int(point.whole) : .double(point.double)
    }
  }
}

extension Domain {
  /// A kind of values that have an order.
  enum Kind: Hashable {
    case texts, wholes, decimals, bools, moments, spans
  }

  /// The one kind of all values, wherever there are some; `nil` where there is more than one, or one that has no order.
  var kind: Kind? {
    var set = set
    set.kinds.remove(.missing)
    let kinds: [(Kind, ValueSet)] = [
      (.texts, ValueSet(texts: .all)), (.bools, ValueSet(kinds: [.yes, .no])), (.moments, ValueSet(moments: .all)),
      (.spans, ValueSet(spans: .all)),
      (numbers.isWhole ? .wholes : .decimals, ValueSet(kinds: .nan, numbers: .all)),
    ]
    return kinds.first { set.isSubset(of: $0.1) }?.0
  }
}

extension Condition.Literal {
  /// The kind of values with which it has an order; `nil` for null.
  var kind: Domain.Kind? {
    switch self {
    case .text: .texts
    case .int, .uint: .wholes
    case .double: .decimals
    case .bool: .bools
    case .timestamp: .moments
    case .duration: .spans
    case .null: nil
    }
  }
}
