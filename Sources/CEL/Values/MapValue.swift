/// A map: keys in the order in which they were put in, found by value. `1`, `1u` and `1.0` are one key.
public struct MapValue: @unchecked Sendable {
  // Unchecked: a storage is written to only while nobody else has it.

  /// One reference, so that passing a map on costs one count; written to only while nobody else has it.
  private(set) var storage: MapStorage

  /// An empty map.
  public init() { storage = MapStorage.make(capacity: 0) }

  /// A map of fields. Of two with one name, the later counts.
  public init(fields: [(Text, Value)]) {
    storage = MapStorage.make(capacity: fields.count)
    for (name, value) in fields { self[.text(name)] = value }
  }

  /// An empty map with room for some keys.
  init(capacity: Int) { storage = MapStorage.make(capacity: capacity) }

  /// Number of keys.
  public var count: Int { storage.header.count }

  /// Keys and their values, in order.
  public var entries: Entries { Entries(storage: storage) }

  /// What an index of a missing key yields, where the map is a crosswalk with a default. `in`, `size`, `has` and macros do not see it.
  public var fallback: Value? {
    get { storage.header.fallback }
    set {
      own(capacity: count)
      storage.header.fallback = newValue
    }
  }

  /// The value of a field.
  public subscript(field: Text) -> Value? {
    storage.find(FieldName(field)).map { $0.pointee }
  }

  /// The value of a key; `nil` where the map does not have it. Setting `nil` takes it out.
  public subscript(key: Value) -> Value? {
    get { storage.place(of: key).map { storage.value(at: $0) } }
    set {
      let place = storage.place(of: key)
      switch (place, newValue) {
      case (let place?, let value?):
        own(capacity: count)
        storage.set(value, at: place)
      case (nil, let value?): append(key, value)
      case (let place?, nil):
        own(capacity: count)
        storage.remove(at: place)
      case (nil, nil): break
      }
    }
  }

  /// Where the value of a field lies; valid while the map is held and not written to.
  @inline(__always)
  func find(_ name: FieldName) -> UnsafePointer<Value>? { storage.find(name) }

  /// Puts a key in unless it is there.
  /// - Returns: whether it was put in.
  mutating func insert(_ key: Value, _ value: Value) -> Bool {
    guard storage.place(of: key) == nil else { return false }
    append(key, value)
    return true
  }

  /// A map of a storage that nobody else writes to.
  init(storage: MapStorage) { self.storage = storage }

  /// Puts in a key that is known not to be there.
  mutating func append(_ key: Value, _ value: Value) {
    own(capacity: count + 1)
    storage.append(key, value)
  }

  /// Makes the storage this map's own, with room for so many.
  private mutating func own(capacity: Int) {
    if isKnownUniquelyReferenced(&storage) {
      if capacity > storage.header.capacity {
        storage = storage.moved(capacity: max(capacity, 2 * storage.header.capacity))
      }
    } else {
      storage = storage.copied(capacity: max(capacity, count))
    }
  }

  /// Whether a value can be a key.
  static func isKey(_ value: Value) -> Bool {
    switch value {
    case .bool, .int, .uint, .text: true
    default: false
    }
  }

  /// See ``Value/fits(_:)``; goes over the entries where they lie.
  func fits(_ left: inout Int) -> Bool {
    storage.withUnsafeMutablePointers { header, entries in
      for place in 0..<header.pointee.count {
        guard entries[place].key.fits(&left), entries[place].value.fits(&left) else { return false }
      }
      return true
    }
  }

  static func areEqual(_ left: MapValue, _ right: MapValue, _ steps: inout Int) -> Bool {
    if left.storage === right.storage, left.count == 0 { return true }
    guard left.count == right.count else { return false }
    for entry in left.entries {
      guard let other = right[entry.key], Value.areEqual(entry.value, other, &steps) else { return false }
    }
    return true
  }

  /// The keys and values of a map, in order.
  public struct Entries: RandomAccessCollection, @unchecked Sendable {
    // Unchecked: nobody writes to a storage that others have, as this one.
    fileprivate let storage: MapStorage

    /// 0.
    public var startIndex: Int { 0 }
    /// Number of keys.
    public var endIndex: Int { storage.header.count }

    /// The key and value at a place.
    public subscript(place: Int) -> (key: Value, value: Value) {
      precondition(place >= 0 && place < storage.header.count)
      let entry = storage.entry(at: place)
      return (entry.key, entry.value)
    }
  }
}

/// The name of a field and its hash, so that one that stands in an expression is hashed when that is compiled.
package struct FieldName: Sendable {
  /// The name.
  package let text: Text
  /// See ``Text/quickHash``.
  package let hash: UInt64

  /// A name, which is hashed here.
  package init(_ text: Text) {
    self.text = text
    hash = text.quickHash
  }
}
