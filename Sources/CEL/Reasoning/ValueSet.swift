/// A set of what a term can be: values of any kind, and that it is missing or fails. Closed under union, intersection and complement.
struct ValueSet: Hashable, Sendable {
  /// Kinds of which single values are not told apart.
  struct Kinds: OptionSet, Hashable, Sendable {
    var rawValue: UInt16

    /// There is no such field, or what has it is itself not there; a call that fails.
    static let missing = Kinds(rawValue: 1)
    static let null = Kinds(rawValue: 2)
    static let no = Kinds(rawValue: 4)
    static let yes = Kinds(rawValue: 8)
    static let nan = Kinds(rawValue: 16)
    static let map = Kinds(rawValue: 32)
    static let list = Kinds(rawValue: 64)
    /// Bytes, types, addresses: everything else.
    static let other = Kinds(rawValue: 128)
    static let all = Kinds(rawValue: 255)
  }

  /// Some texts, or all but some.
  struct Texts: Hashable, Sendable {
    var isAllBut: Bool
    var texts: Set<Text>

    static let none = Texts(isAllBut: false, texts: [])
    static let all = Texts(isAllBut: true, texts: [])

    var isEmpty: Bool { !isAllBut && texts.isEmpty }
    var complement: Texts { Texts(isAllBut: !isAllBut, texts: texts) }
    func contains(_ text: Text) -> Bool { texts.contains(text) != isAllBut }

    func intersection(_ other: Texts) -> Texts {
      if texts.isEmpty { return isAllBut ? other : self }
      if other.texts.isEmpty { return other.isAllBut ? self : other }
      return switch (isAllBut, other.isAllBut) {
      case (false, false): Texts(isAllBut: false, texts: texts.intersection(other.texts))
      case (false, true): Texts(isAllBut: false, texts: texts.subtracting(other.texts))
      case (true, false): Texts(isAllBut: false, texts: other.texts.subtracting(texts))
      case (true, true): Texts(isAllBut: true, texts: texts.union(other.texts))
      }
    }
  }

  var kinds: Kinds = []
  var numbers: LineSet = .none
  var moments: LineSet = .none
  var spans: LineSet = .none
  var texts: Texts = .none

  static let none = ValueSet()
  static let all = ValueSet(kinds: .all, numbers: .all, moments: .all, spans: .all, texts: .all)
  static let missing = ValueSet(kinds: .missing)
  /// All that is there.
  static let present = missing.complement
  static let yes = ValueSet(kinds: .yes)
  static let no = ValueSet(kinds: .no)

  var isEmpty: Bool { kinds.isEmpty && numbers.isEmpty && moments.isEmpty && spans.isEmpty && texts.isEmpty }

  var complement: ValueSet {
    ValueSet(
      kinds: Kinds.all.subtracting(kinds), numbers: numbers.complement, moments: moments.complement,
      spans: spans.complement, texts: texts.complement)
  }

  func intersection(_ other: ValueSet) -> ValueSet {
    ValueSet(
      kinds: kinds.intersection(other.kinds), numbers: numbers.intersection(other.numbers),
      moments: moments.intersection(other.moments), spans: spans.intersection(other.spans),
      texts: texts.intersection(other.texts))
  }

  func union(_ other: ValueSet) -> ValueSet {
    ValueSet(
      kinds: kinds.union(other.kinds), numbers: numbers.union(other.numbers), moments: moments.union(other.moments),
      spans: spans.union(other.spans), texts: texts.complement.intersection(other.texts.complement).complement)
  }

  func isSubset(of other: ValueSet) -> Bool {
    kinds.isSubset(of: other.kinds) && numbers.intersection(other.numbers.complement).isEmpty
      && texts.intersection(other.texts.complement).isEmpty && moments.intersection(other.moments.complement).isEmpty
      && spans.intersection(other.spans.complement).isEmpty
  }

  /// Whether none of one is in the other.
  func isDisjoint(with other: ValueSet) -> Bool {
    kinds.isDisjoint(with: other.kinds) && numbers.intersection(other.numbers).isEmpty
      && texts.intersection(other.texts).isEmpty && moments.intersection(other.moments).isEmpty
      && spans.intersection(other.spans).isEmpty
  }

  /// Whether a value is in the set; `nil` for a number that is too great to be told from its neighbours.
  func contains(_ value: Value) -> Bool? {
    switch value {
    case .null: kinds.contains(.null)
    case .bool(let bool): kinds.contains(bool ? .yes : .no)
    case .int, .uint, .double:
      if case .double(let double) = value, double.isNaN {
        kinds.contains(.nan)
      } else {
        Condition.Literal(value)?.point.map { numbers.contains($0) }
      }
    case .text(let text): texts.contains(text)
    case .timestamp(let moment): moments.contains(LineSet.Point(moment))
    case .duration(let span): spans.contains(LineSet.Point(span))
    case .map: kinds.contains(.map)
    case .list: kinds.contains(.list)
    case .bytes, .type, .network, .optional: kinds.contains(.other)
    case .failure: kinds.contains(.missing)
    }
  }
}

extension Condition.Literal {
  /// Where a number lies.
  var point: LineSet.Point? {
    switch self {
    case .int(let int): LineSet.Point(whole: int)
    case .uint(let uint): Int64(exactly: uint).map { LineSet.Point(whole: $0) }
    case .double(let double): LineSet.Point(double)
    default: nil
    }
  }
}

extension ValueSet {
  /// How a value stands to another.
  enum Comparison {
    case equal
    case less(orEqual: Bool)
    case greater(orEqual: Bool)
  }

  /// The values that stand so to a literal, and all others that can be compared with it; what cannot fails. `nil` where sets cannot say
  /// it: for texts before others, and for numbers of a kind that CEL compares as doubles where those run into each other.
  static func standing(
    _ comparison: Comparison, to literal: Condition.Literal, numbers: Domain.Numbers
  ) -> (yes: ValueSet, no: ValueSet)? {
    guard case .equal = comparison else { return ordered(comparison, to: literal, numbers) }
    var yes = ValueSet.none
    switch literal {
    case .null: yes.kinds = .null
    case .bool(let bool): yes.kinds = bool ? .yes : .no
    case .text(let text): yes.texts = Texts(isAllBut: false, texts: [text])
    case .timestamp(let moment): yes.moments = .equal(to: LineSet.Point(moment))
    case .duration(let span): yes.spans = .equal(to: LineSet.Point(span))
    case .int, .uint, .double:
      guard let point = numbers.point(literal) else { return nil }
      yes.numbers = .equal(to: point)
    }
    return (yes, present.intersection(yes.complement))
  }

  private static func ordered(
    _ comparison: Comparison, to literal: Condition.Literal, _ numbers: Domain.Numbers
  ) -> (yes: ValueSet, no: ValueSet)? {
    func line(_ point: LineSet.Point) -> LineSet {
      switch comparison {
      case .equal: .equal(to: point)
      case .less(let orEqual): .less(than: point, orEqual: orEqual)
      case .greater(let orEqual): LineSet.less(than: point, orEqual: !orEqual).complement
      }
    }
    switch literal {
    case .null, .text, .bool: return nil
    case .timestamp(let moment):
      let line = line(LineSet.Point(moment))
      return (ValueSet(moments: line), ValueSet(moments: line.complement))
    case .duration(let span):
      let line = line(LineSet.Point(span))
      return (ValueSet(spans: line), ValueSet(spans: line.complement))
    case .int, .uint, .double:
      guard let point = numbers.point(literal) else { return nil }
      let line = line(point)
      return (ValueSet(numbers: line), ValueSet(kinds: .nan, numbers: line.complement))
    }
  }
}
