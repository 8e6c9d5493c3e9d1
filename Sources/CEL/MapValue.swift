/// A map: keys in the order in which they were put in, found by value. `1`, `1u` and `1.0` are one key.
public struct MapValue: Sendable {
  /// Keys and their values, in order.
  public var entries: [(key: Value, value: Value)] { storage.entries }
  /// What an index of a missing key yields, where the map is a crosswalk with a default. `in`, `size`, `has` and macros do not see it.
  public var fallback: Value? {
    get { storage.fallback }
    set {
      own()
      storage.fallback = newValue
    }
  }
  /// One reference, so that passing a map on costs one count and not three; written to only while nobody else has it.
  private var storage: Storage

  /// Unchecked: it is written to only by a map that holds the one reference to it.
  private final class Storage: @unchecked Sendable {
    var entries: [(key: Value, value: Value)]
    var fallback: Value?
    /// Places of keys, for maps in which a search would be slow.
    var places: [Key: Int]?

    init(entries: [(key: Value, value: Value)], fallback: Value? = nil, places: [Key: Int]? = nil) {
      self.entries = entries
      self.fallback = fallback
      self.places = places
    }
  }

  private mutating func own() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    storage = Storage(entries: storage.entries, fallback: storage.fallback, places: storage.places)
  }

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
  public init() { storage = Storage(entries: []) }

  /// A map of fields. Of two with one name, the later counts.
  public init(fields: [(Text, Value)]) {
    storage = Storage(entries: [])
    storage.entries.reserveCapacity(fields.count)
    for (name, value) in fields { self[.text(name)] = value }
  }

  /// A map of entries whose keys are known to differ.
  init(distinct entries: [(key: Value, value: Value)]) {
    storage = Storage(entries: entries)
    if entries.count > MapValue.smallCount { index() }
  }

  /// Place of the first key that stands before already, of a map that was made of entries that may not be distinct after all.
  var placeOfRepeatedKey: Int? {
    let entries = storage.entries
    if let places = storage.places, places.count == entries.count { return nil }
    guard storage.places != nil else {
      return entries.indices.first { place in
        guard let key = entries[place].key.asText else { return false }
        for other in entries[..<place] { if case .text(let name) = other.key, name == key { return true } }
        return false
      }
    }
    var seen: Set<Key> = []
    return entries.firstIndex { entry in Key(entry.key).map { !seen.insert($0).inserted } ?? false }
  }

  /// Number of keys.
  public var count: Int { storage.entries.count }

  /// The value of a field.
  @inline(__always)
  public subscript(field: Text) -> Value? {
    if let places = storage.places { return places[.text(field)].map { storage.entries[$0].value } }
    for entry in storage.entries {
      if case .text(let name) = entry.key, name == field { return entry.value }
    }
    return nil
  }

  /// The value of a key; `nil` where the map does not have it. Setting `nil` takes it out.
  public subscript(key: Value) -> Value? {
    get { place(of: key).map { storage.entries[$0].value } }
    set {
      own()
      let place = place(of: key)
      switch (place, newValue) {
      case (let place?, let value?): storage.entries[place].value = value
      case (let place?, nil):
        storage.entries.remove(at: place)
        if storage.places != nil { index() }
      case (nil, let value?):
        storage.entries.append((key, value))
        if storage.places != nil, let key = Key(key) {
          storage.places?[key] = storage.entries.count - 1
        } else if storage.entries.count > MapValue.smallCount {
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
    let entries = storage.entries
    if case .text(let field) = key, storage.places == nil {
      return entries.firstIndex { if case .text(let name) = $0.key { name == field } else { false } }
    }
    guard let wanted = Key(key) else { return nil }
    if let places = storage.places { return places[wanted] }
    return entries.firstIndex { Key($0.key) == wanted }
  }

  private mutating func index() {
    var places: [Key: Int] = [:]
    places.reserveCapacity(storage.entries.count)
    for (place, entry) in storage.entries.enumerated() {
      if let key = Key(entry.key) { places[key] = place }
    }
    storage.places = places
  }

  static func areEqual(_ left: MapValue, _ right: MapValue, _ steps: inout Int) -> Bool {
    guard left.count == right.count else { return false }
    for entry in left.entries {
      guard let other = right[entry.key], Value.areEqual(entry.value, other, &steps) else { return false }
    }
    return true
  }
}
