import CEL
import TreatyPlan

/// What expressions read, and what it may be: inputs are made of it, one choice a field.
struct InputSpace {
  /// Something that is read.
  struct Field {
    /// Names that lead to it.
    let path: [String]
    /// What it may be, the simplest first; `nil` is missing.
    var options: [Value?]
    /// Whether these are all that it can be.
    let isAll: Bool
  }

  /// Those nearer to the variable first.
  private(set) var fields: [Field] = []
  /// Variables with what has to be there at least.
  private let roots: [String: Value]
  /// Whether `event.body` is `item`.
  private let isWhole: Bool

  /// - Returns: `nil` where the sides read what only one of them has, or where no valid input is known.
  /// - Parameters:
  ///   - reads: paths that are read, without tables.
  ///   - names: what is in scope on each side, and what it is.
  init?(
    _ reads: Set<[String]>, old: [(name: String, type: CELType)], new: [(name: String, type: CELType)],
    inputs: [String: Value], isWhole: Bool, _ samples: SampleValues
  ) {
    self.isWhole = isWhole
    let types = (
      Dictionary(old.map { ($0.name, $0.type) }, uniquingKeysWith: { $1 }),
      Dictionary(new.map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
    )
    let walk = (TypeWalk(types.0, samples.old), TypeWalk(types.1, samples.new))
    func kind(_ path: [String]) -> (SampleValues.Kind, isOptional: Bool, isAlike: Bool)? {
      guard let one = walk.0.field(path), let other = walk.1.field(path) else { return nil }
      let constraints = [one.constraints, other.constraints].compactMap(\.self).filter { !$0.isEmpty }
      return (
        SampleValues.Kind(old: one.type, new: other.type, constraints: constraints), one.isOptional && other.isOptional,
        one.isOptional == other.isOptional && one.isInRecords && other.isInRecords
      )
    }
    func hasParts(_ path: [String]) -> Bool { reads.contains { $0.count > path.count && $0.starts(with: path) } }
    func simplest(_ path: [String]) -> Value? {
      guard let (kind, _, _) = kind(path) else { return nil }
      return kind.new == .dyn && hasParts(path) ? .map(MapValue()) : samples.simplest(kind)
    }
    guard let item = simplest(["item"]) else { return nil }
    let body = isWhole ? item : simplest(["event", "body"])
    guard let body else { return nil }
    roots = [
      "item": item, "now": .timestamp(SampleValues.moment),
      "inputs": .map(MapValue(fields: inputs.sorted { $0.key < $1.key }.map { (Text($0.key), $0.value) })),
      "event": .map(
        MapValue(fields: [
          ("body", body), ("headers", .map(MapValue())), ("received", .timestamp(SampleValues.moment)),
          ("trace", .string(String(repeating: "0", count: 31) + "1")),
        ])),
    ]
    // What may be missing above something that is read is there or not by a choice of its own.
    let holders = Set(
      reads.flatMap { path in (2..<max(2, path.count)).map { Array(path.prefix($0)) } }
    ).subtracting(reads).filter { path in
      kind(path).map { $0.isOptional || !$0.isAlike || $0.0.new == .dyn } ?? false
    }
    for path in (Array(reads) + holders).sorted(by: {
      ($0.count, $0.joined(separator: ".")) < ($1.count, $1.joined(separator: "."))
    }) {
      guard let (kind, isOptional, isAlike) = kind(path) else { return nil }
      var all = samples.all(kind)
      var options: [Value?] = all ?? samples.values(kind)
      if hasParts(path) {
        // What is in it has choices of its own.
        options = simplest(path).map { [$0] } ?? []
        all =
          holders.contains(path) && isAlike && kind.old.isRecord && kind.new.isRecord ? options.compactMap(\.self) : nil
      }
      // What is taken where the host binds nothing.
      if all == nil, path.first == "inputs", path.count == 2, let value = inputs[path[1]] {
        options.insert(value, at: 0)
      }
      if isOptional { options.insert(nil, at: 0) }
      guard !options.isEmpty else { return nil }
      fields.append(Field(path: path, options: options, isAll: all != nil && isAlike))
    }
  }

  /// How many inputs there are; `nil` where that is more than anybody counts.
  var count: Int? {
    fields.reduce(1) { count, field in
      count.flatMap { $0 * field.options.count < 1 << 30 ? $0 * field.options.count : nil }
    }
  }

  /// Whether these are all inputs that there are, as far as they are read.
  var isAll: Bool { fields.allSatisfy(\.isAll) }

  /// Lets a field be something more, which was found by other means. Its place among the options; `nil` where it cannot be that.
  mutating func admit(_ value: Value?, at path: [String]) -> (field: Int, option: Int)? {
    guard let field = fields.firstIndex(where: { $0.path == path }) else { return nil }
    let key = value.map { "\($0.typeName) \($0)" }
    if let known = fields[field].options.firstIndex(where: { $0.map { "\($0.typeName) \($0)" } == key }) {
      return (field, known)
    }
    guard let value else { return nil }
    fields[field].options.append(value)
    return (field, fields[field].options.count - 1)
  }

  /// Values of the variables by a choice: the position of an option for each field.
  func values(_ choice: [Int]) -> [String: Value] {
    var values = roots
    for (field, option) in zip(fields, choice) {
      guard let value = field.options[option], let name = field.path.first, let root = values[name] else { continue }
      values[name] = InputSpace.put(value, at: field.path.dropFirst(), into: root)
    }
    if isWhole, let item = values["item"], case .map(var event)? = values["event"] {
      event[.string("body")] = item
      values["event"] = .map(event)
    }
    return values
  }

  /// Whether a field counts by a choice: what should hold it is there.
  func isThere(_ field: Int, _ choice: [Int]) -> Bool {
    let path = fields[field].path
    return !zip(fields, choice).contains { other, option in
      other.path.count < path.count && path.starts(with: other.path) && other.options[option] == nil
    }
  }

  private static func put(_ value: Value, at path: ArraySlice<String>, into root: Value) -> Value {
    guard let name = path.first else { return value }
    guard case .map(var map) = root else { return root }
    let key = Value.string(name)
    if path.count == 1 {
      map[key] = value
    } else if let inner = map[key] {
      // What is not there has no parts.
      map[key] = put(value, at: path.dropFirst(), into: inner)
    }
    return .map(map)
  }
}

/// Finds what a path leads to.
private struct TypeWalk {
  struct Found {
    var type: CELType
    var isOptional: Bool
    var constraints: Constraints?
    /// Whether all that holds it is a record, which is there or missing, and nothing else.
    var isInRecords = true
  }

  let names: [String: CELType]
  let catalogue: TypeCatalogue

  init(_ names: [String: CELType], _ catalogue: TypeCatalogue) { (self.names, self.catalogue) = (names, catalogue) }

  func field(_ path: [String]) -> Found? {
    guard let name = path.first, let type = names[name] else { return nil }
    return path.dropFirst().reduce(Found(type: type, isOptional: false)) { found, name in
      guard let found, var inner = step(found.type, name) else { return nil }
      inner.isInRecords = found.isInRecords && found.type.isRecord
      return inner
    }
  }

  private func step(_ type: CELType, _ name: String) -> Found? {
    switch type {
    case .named(let record): return planned(record, name)
    case .record(let record): return record.field(name).map { Found(type: $0.type, isOptional: $0.isOptional) }
    case .map(_, let value): return Found(type: value, isOptional: true)
    case .dyn: return Found(type: .dyn, isOptional: true)
    case .nullable(let wrapped), .optional(let wrapped): return step(wrapped, name)
    default: return nil
    }
  }

  private func planned(_ record: String, _ name: String) -> Found? {
    catalogue.type(named: record)?.fields?.first { $0.name == name }.map { field in
      Found(type: catalogue.resolve(field.type) ?? .dyn, isOptional: field.isOptional, constraints: field.constraints)
    }
  }
}

extension CELType {
  fileprivate var isRecord: Bool {
    switch self {
    case .named, .record: true
    default: false
    }
  }
}
