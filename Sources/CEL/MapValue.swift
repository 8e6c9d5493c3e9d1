/// A map: keys in the order in which they were put in, found by value. `1`, `1u` and `1.0` are one key.
public struct MapValue: Sendable {
  /// Keys and their values, in order.
  public private(set) var entries: [(key: Value, value: Value)]
  /// What an index of a missing key yields, where the map is a crosswalk with a default. `in`, `size`, `has` and macros do not see it.
  public var fallback: Value? {
    get { fallbacks.first }
    set { fallbacks = newValue.map { [$0] } ?? [] }
  }
  /// None or one; an array, since a value cannot hold itself in place.
  private var fallbacks: [Value] = []
  /// Places of keys, for maps in which a search would be slow.
  private var places: [Key: Int]?

  /// Maps of up to this many keys are searched one by one, which is faster than hashing.
  private static let smallCount = 12

  /// A key in a form in which equal numbers are equal.
  private enum Key: Hashable {
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case text(Text)

    init?(_ value: Value) {
      switch value {
      case .bool(let bool): self = .bool(bool)
      case .text(let text): self = .text(text)
      case .int(let int): self = .int(int)
      case .uint(let uint): self = Int64(exactly: uint).map { .int($0) } ?? .uint(uint)
      case .double(let double):
        if let int = Int64(exactly: double) {
          self = .int(int)
        } else if let uint = UInt64(exactly: double) {
          self = .uint(uint)
        } else {
          return nil
        }
      default: return nil
      }
    }
  }

  /// An empty map.
  public init() { entries = [] }

  /// A map of fields. Of two with one name, the later counts.
  public init(fields: [(Text, Value)]) {
    entries = []
    entries.reserveCapacity(fields.count)
    for (name, value) in fields { self[.text(name)] = value }
  }

  /// A map of entries whose keys are known to differ.
  init(distinct entries: [(key: Value, value: Value)]) {
    self.entries = entries
    if entries.count > MapValue.smallCount { index() }
  }

  /// Number of keys.
  public var count: Int { entries.count }

  /// The value of a field.
  @inline(__always)
  public subscript(field: Text) -> Value? {
    if let places { return places[.text(field)].map { entries[$0].value } }
    for entry in entries {
      if case .text(let name) = entry.key, name == field { return entry.value }
    }
    return nil
  }

  /// The value of a key; `nil` where the map does not have it. Setting `nil` takes it out.
  public subscript(key: Value) -> Value? {
    get { place(of: key).map { entries[$0].value } }
    set {
      let place = place(of: key)
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil):
        entries.remove(at: place)
        if places != nil { index() }
      case (nil, let value?):
        entries.append((key, value))
        if places != nil, let key = Key(key) {
          places?[key] = entries.count - 1
        } else if entries.count > MapValue.smallCount {
          index()
        }
      case (nil, nil): break
      }
    }
  }

  /// Whether a value can be a key.
  static func isKey(_ value: Value) -> Bool {
    switch value {
    case .bool, .int, .uint, .text: true
    default: false
    }
  }

  private func place(of key: Value) -> Int? {
    if case .text(let field) = key, places == nil {
      return entries.firstIndex { if case .text(let name) = $0.key { name == field } else { false } }
    }
    guard let wanted = Key(key) else { return nil }
    if let places { return places[wanted] }
    return entries.firstIndex { Key($0.key) == wanted }
  }

  private mutating func index() {
    var places: [Key: Int] = [:]
    places.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() {
      if let key = Key(entry.key) { places[key] = place }
    }
    self.places = places
  }

  static func areEqual(_ left: MapValue, _ right: MapValue, _ steps: inout Int) -> Bool {
    guard left.count == right.count else { return false }
    for entry in left.entries {
      guard let other = right[entry.key], Value.areEqual(entry.value, other, &steps) else { return false }
    }
    return true
  }
}
