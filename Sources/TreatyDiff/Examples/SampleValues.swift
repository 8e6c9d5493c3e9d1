import CEL
import TreatyPlan

/// Values worth trying: what stands in the expressions, and what lies beside it. Simple ones come first.
struct SampleValues {
  /// The type of a field in both plans, and what else must be true of it.
  struct Kind {
    let old, new: CELType
    var constraints: [Constraints] = []
  }

  /// A moment from which others are counted: a Thursday at midnight, the first day of a year.
  static let moment = Timestamp(millisecondsSinceEpoch: 1_767_225_600_000)
  /// The most values of one field.
  private static let most = 60

  let old, new: TypeCatalogue
  private var wholes: [Int64] = []
  private var decimals: [Double] = []
  private var texts: [String] = []
  private var moments: [Timestamp] = []
  private var spans: [TimeSpan] = []

  /// - Parameters:
  ///   - constants: what stands in the expressions, and the keys of tables that they read.
  ///   - calls: the functions that they call.
  init(old: TypeCatalogue, new: TypeCatalogue, constants: [Value], calls: Set<String>) {
    (self.old, self.new) = (old, new)
    var lengths: [Int64] = []
    func take(_ value: Value) {
      switch value {
      case .int(let number): wholes.append(number)
      case .uint(let number): wholes.append(Int64(clamping: number))
      case .double(let number) where number.isFinite: decimals.append(number)
      case .text(let text): texts.append(text.string)
      case .timestamp(let moment): moments.append(moment)
      case .duration(let span): spans.append(span)
      case .list(let list): list.forEach(take)
      case .map(let map): map.entries.forEach { take($0.key) }
      default: break
      }
    }
    constants.forEach(take)
    let measures: Set<String> = ["size", "substring", "truncate", "charAt", "slice", "indexOf"]
    if !calls.isDisjoint(with: measures) { lengths = wholes.filter { (0...400).contains($0) } }
    let beside = texts.flatMap(SampleValues.beside)
    texts = SampleValues.unique(["a", ""] + texts + beside + ["A", " a ", "1", "ab"])
    texts += lengths.flatMap { [$0 - 1, $0, $0 + 1] }.filter { $0 > 1 }.sorted()
      .map { String(repeating: "a", count: Int($0)) }
    if !calls.isDisjoint(with: ["int", "uint", "double"]) { texts += ["0", "1"] + wholes.map(String.init) }
    if calls.contains("timestamp") { texts += ([SampleValues.moment] + moments).map(\.rfc3339) }
    texts = SampleValues.unique(texts)
    wholes = SampleValues.unique(
      [0, 1] + wholes.flatMap { [$0 &- 1, $0, $0 &+ 1] } + decimals.compactMap { Int64(exactly: $0.rounded()) }
    )
    .sorted { ($0.magnitude, $1) < ($1.magnitude, $0) }
    decimals = SampleValues.unique(
      [0, 1] + (decimals + wholes.map(Double.init)).flatMap { [$0, $0 + 0.5, $0 - 0.5, $0 + 1] }
    )
    .sorted { ($0.magnitude, $1) < ($1.magnitude, $0) }
    let second = TimeSpan(nanoseconds: 1_000_000_000)
    spans = SampleValues.unique(
      [TimeSpan(nanoseconds: 0), second] + spans.flatMap { [$0, $0.plus(second), $0.plus(second.opposite)] })
    let known = [SampleValues.moment] + moments
    let away = known.flatMap { moment in
      (spans + [second.opposite] + spans.map(\.opposite)).compactMap { moment.plus($0) }
    }
    // By the hour and by the day, for what asks for either.
    let hours = wholes.filter { (0...31).contains($0) }.flatMap { number in
      [3_600, 86_400, 31 * 86_400].compactMap {
        SampleValues.moment.plus(TimeSpan(nanoseconds: number * $0 * 1_000_000_000))
      }
    }
    // The nearest first; of two that are as near the later one.
    moments = SampleValues.unique(known + away + hours).sorted {
      let (one, other) = ($0.seconds - SampleValues.moment.seconds, $1.seconds - SampleValues.moment.seconds)
      return (one.magnitude, other, $0) < (other.magnitude, one, $1)
    }
  }

  /// What lies beside a text: shorter, longer, in other capitals, with something around it.
  private static func beside(_ text: String) -> [String] {
    let other = text == text.lowercased() ? text.uppercased() : text.lowercased()
    return [String(text.dropLast()), "\(text)a", "a\(text)", "a\(text)b", other]
  }

  private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }

  // MARK: Values

  /// Values of a field that both plans may take.
  func values(_ kind: Kind) -> [Value] {
    let made = made(kind.new, 0)
    let all = kind.old == kind.new ? made : made + self.made(kind.old, 0)
    var seen: Set<String> = []
    return Array(
      all.filter { value in
        fits(value, kind.old) && fits(value, kind.new) && kind.constraints.allSatisfy { $0.allows(value) }
          && seen.insert("\(value.typeName) \(value)").inserted
      }
      .prefix(Self.most))
  }

  /// All values of a field, where these are few; `nil` where they are not, or where the plans differ in them.
  func all(_ kind: Kind) -> [Value]? {
    guard kind.constraints.isEmpty else { return nil }
    switch (kind.old, kind.new) {
    case (.bool, .bool): return [.bool(false), .bool(true)]
    case (.enumeration(let old), .enumeration(let new)):
      return Set(old.values) == Set(new.values) ? new.values.map { .string($0) } : nil
    default: return nil
    }
  }

  private func made(_ type: CELType, _ depth: Int) -> [Value] {
    switch type {
    case .bool: return [.bool(false), .bool(true)]
    case .int: return wholes.map { .int($0) }
    case .uint: return wholes.compactMap { UInt64(exactly: $0) }.map { .uint($0) }
    case .double: return decimals.map { .double($0) }
    case .string: return texts.map { .string($0) }
    case .enumeration(let enumeration): return enumeration.values.map { .string($0) }
    case .timestamp: return moments.map { .timestamp($0) }
    case .duration: return spans.map { .duration($0) }
    case .bytes: return [.bytes([]), .bytes([1])]
    case .nullable(let wrapped): return made(wrapped, depth) + [.null]
    case .null: return [.null]
    case .list(let element): return lists(of: depth > 2 ? [] : made(element, depth + 1))
    case .map(_, let value):
      let inner = depth > 2 ? [] : made(value, depth + 1).prefix(6)
      let keys = texts.filter { !$0.isEmpty }.prefix(8)
      return [.map(MapValue())]
        + keys.flatMap { key in inner.map { .map(MapValue(fields: [(Text(key), $0)])) } }.prefix(24)
    case .named, .record: return depth > 3 ? [] : records(type, depth)
    case .dyn:
      let scalars: [Value] = [.null, .bool(true), .bool(false)] + wholes.prefix(6).map { .int($0) }
      return scalars + texts.prefix(12).map { .string($0) } + [.list([]), .map(MapValue())]
    default: return []
    }
  }

  private func lists(of elements: [Value]) -> [Value] {
    var lists: [Value] = [.list([])] + elements.prefix(16).map { .list([$0]) }
    if let first = elements.first {
      lists += elements.dropFirst().prefix(8).map { .list([first, $0]) } + [.list([first, first])]
    }
    return lists
  }

  /// The simplest record, and those that differ from it in one field.
  private func records(_ type: CELType, _ depth: Int) -> [Value] {
    guard let fields = fields(of: type, in: new), let plain = simplest(Kind(old: type, new: type)),
      case .map(let map) = plain
    else { return [] }
    var records = [plain]
    for field in fields {
      for value in made(new.resolve(field.type) ?? .dyn, depth + 1).prefix(8)
      where field.constraints?.allows(value) ?? true {
        var other = map
        other[.string(field.name)] = value
        records.append(.map(other))
      }
    }
    return Array(records.prefix(32))
  }

  private func fits(_ value: Value, _ type: CELType) -> Bool {
    switch (type, value) {
    case (.dyn, _), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .text), (.null, .null),
      (.timestamp, .timestamp), (.duration, .duration), (.bytes, .bytes), (.list, .list), (.map, .map),
      (.named, .map), (.record, .map):
      return true
    case (.enumeration(let enumeration), .text(let text)): return enumeration.values.contains(text.string)
    case (.nullable(let wrapped), _):
      if case .null = value { return true }
      return fits(value, wrapped)
    default: return false
    }
  }

  // MARK: What has to be there

  /// The simplest value that both plans may take: with the fields that either asks for. `nil` where there is none, or none is known.
  func simplest(_ kind: Kind, _ depth: Int = 0) -> Value? {
    guard depth < 12 else { return nil }
    if let old = fields(of: kind.old, in: self.old), let new = fields(of: kind.new, in: self.new) {
      let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      let after = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      var fields: [(Text, Value)] = []
      for name in (new + old.filter { after[$0.name] == nil }).map(\.name) {
        let (one, other) = (before[name] ?? after[name], after[name] ?? before[name])
        guard let one, let other, !one.isOptional || !other.isOptional else { continue }
        let inner = Kind(
          old: self.old.resolve(one.type) ?? .dyn, new: self.new.resolve(other.type) ?? .dyn,
          constraints: [one.constraints, other.constraints].compactMap(\.self))
        guard let value = simplest(inner, depth + 1) else { return nil }
        fields.append((Text(name), value))
      }
      return .map(MapValue(fields: fields))
    }
    switch kind.new {
    case .list where kind.constraints.allSatisfy({ ($0.minLength ?? 0) == 0 }): return .list([])
    case .map: return .map(MapValue())
    default: break
    }
    if let value = values(kind).first { return value }
    return kind.longer.first { value in kind.constraints.allSatisfy { $0.allows(value) } }
  }

  private func fields(of type: CELType, in catalogue: TypeCatalogue) -> [PlannedField]? {
    guard case .named(let name) = type else { return nil }
    return catalogue.type(named: name)?.fields
  }
}

extension SampleValues.Kind {
  /// Values for fields that ask for much: long texts, those of common forms, large and small numbers.
  fileprivate var longer: [Value] {
    let least = constraints.compactMap(\.minLength).max() ?? 0
    switch new {
    case .string:
      let forms = [
        "0", "A", "1", "a-1", "A1", "aa", "AA", "00", "2026-01-01", "2026-01-01T00:00:00Z", "a@example.org",
        "https://example.org/", "00000000-0000-0000-0000-000000000000", "192.0.2.1",
      ]
      return ([String(repeating: "a", count: min(least, 10_000))] + forms).map { .string($0) }
    case .int: return bounds.compactMap { Int64(exactly: $0.rounded(.up)) }.map { .int($0) }
    case .double: return bounds.map { .double($0) }
    default: return []
    }
  }

  private var bounds: [Double] { constraints.flatMap { [$0.minimum, $0.maximum].compactMap(\.self) } }
}

extension Constraints {
  /// Whether a value keeps to these.
  func allows(_ value: Value) -> Bool {
    switch value {
    case .text(let text): isWithin(text.count) && (pattern.map { matches(text, $0) } ?? true)
    case .list(let list): isWithin(list.count)
    case .int(let number): isWithin(Double(number))
    case .double(let number): isWithin(number)
    default: true
    }
  }

  private func isWithin(_ length: Int) -> Bool { length >= minLength ?? 0 && length <= maxLength ?? .max }

  private func isWithin(_ number: Double) -> Bool {
    number >= minimum ?? -.infinity && number <= maximum ?? .infinity
  }

  private func matches(_ text: Text, _ pattern: String) -> Bool {
    var environment = Environment()
    environment.declare("text", .string)
    var activation = Activation()
    activation["text"] = .text(text)
    return environment.compile("text.matches(\(Value.string(pattern).celSource))").program?.evaluate(activation).asBool
      ?? false
  }
}

extension TimeSpan {
  fileprivate func plus(_ other: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: nanoseconds.addingReportingOverflow(other.nanoseconds).partialValue)
  }

  fileprivate var opposite: TimeSpan { TimeSpan(nanoseconds: 0 &- nanoseconds) }
}

extension Timestamp {
  fileprivate func plus(_ span: TimeSpan) -> Timestamp? {
    let (whole, rest) = span.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sum = Int64(nanoseconds) + rest
    let carry = sum < 0 ? -1 : sum >= 1_000_000_000 ? 1 : 0 as Int64
    return Timestamp(seconds: seconds + whole + carry, nanoseconds: Int32(sum - carry * 1_000_000_000))
  }
}
