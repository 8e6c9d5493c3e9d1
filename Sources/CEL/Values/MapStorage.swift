/// What a map holds: its entries in one piece of memory, and for more than a few of them a table that finds them by hash.
final class MapStorage: ManagedBuffer<MapStorage.Header, MapStorage.Entry> {
  struct Header {
    var count = 0
    let capacity: Int
    /// Finds entries; `nil` for small maps.
    var table: PlaceTable?
    var fallback: Value?
  }

  typealias Entry = MapEntry

  /// Up to so many entries are searched one by one, which is faster than hashing.
  static let smallCount = 8

  static func make(capacity: Int, fallback: Value? = nil) -> MapStorage {
    let made = MapStorage.create(minimumCapacity: capacity) { _ in Header(capacity: capacity, fallback: fallback) }
    return unsafeDowncast(made, to: MapStorage.self)
  }

  deinit {
    withUnsafeMutablePointers {
      _ = $1.deinitialize(count: $0.pointee.count)
      $0.pointee.table?.deallocate()
    }
  }

  /// A copy with more room.
  func copied(capacity: Int) -> MapStorage {
    let copy = MapStorage.make(capacity: capacity, fallback: header.fallback)
    withUnsafeMutablePointers { header, entries in
      copy.withUnsafeMutablePointers { target, places in
        places.initialize(from: entries, count: header.pointee.count)
        target.pointee.count = header.pointee.count
        if header.pointee.table != nil { MapStorage.fillTable(target, places) }
      }
    }
    return copy
  }

  /// All of it in another place; what is left behind is empty.
  func moved(capacity: Int) -> MapStorage {
    let target = MapStorage.make(capacity: capacity, fallback: header.fallback)
    withUnsafeMutablePointers { header, entries in
      target.withUnsafeMutablePointers { other, places in
        places.moveInitialize(from: entries, count: header.pointee.count)
        other.pointee.count = header.pointee.count
        header.pointee.count = 0
        if header.pointee.table != nil { MapStorage.fillTable(other, places) }
      }
    }
    return target
  }

  func entry(at place: Int) -> Entry { withUnsafeMutablePointerToElements { $0[place] } }

  func value(at place: Int) -> Value { withUnsafeMutablePointerToElements { $0[place].value } }

  func set(_ value: Value, at place: Int) { withUnsafeMutablePointerToElements { $0[place].value = value } }

  /// Puts an entry behind the others; there has to be room.
  func append(_ key: Value, _ value: Value) {
    withUnsafeMutablePointers { header, entries in
      let place = header.pointee.count
      (entries + place).initialize(to: Entry(key: key, value: value))
      header.pointee.count = place + 1
      if place >= MapStorage.smallCount { MapStorage.note(place, header, entries) }
    }
  }

  /// The fields from a place of a stack on, moved from there.
  /// - Returns: the map, and the first name that is there twice; `nil` where there is none.
  static func fields(from stack: inout Stack<Entry>, _ first: Int) -> (storage: MapStorage, repeated: Text?) {
    let storage = make(capacity: stack.count - first)
    let repeated = storage.withUnsafeMutablePointers { header, entries in
      header.pointee.count = header.pointee.capacity
      stack.moveAll(from: first, to: entries)
      return header.pointee.count <= smallCount ? repeatedField(header, entries) : fillTableOfFields(header, entries)
    }
    return (storage, repeated)
  }

  /// The first field of a few that is there twice.
  private static func repeatedField(
    _ header: UnsafeMutablePointer<Header>, _ entries: UnsafeMutablePointer<Entry>
  ) -> Text? {
    for place in 1..<max(1, header.pointee.count) {
      guard case .text(let name) = entries[place].key else { continue }
      for other in 0..<place where (entries + other).pointee.isField(name) { return name }
    }
    return nil
  }

  /// The same of many, noting each in the table.
  private static func fillTableOfFields(
    _ header: UnsafeMutablePointer<Header>, _ entries: UnsafeMutablePointer<Entry>
  ) -> Text? {
    let table = PlaceTable(capacity: header.pointee.capacity)
    header.pointee.table = table
    for place in 0..<header.pointee.count {
      guard case .text(let name) = entries[place].key else { continue }
      let hash = name.quickHash
      if table.first(hash, where: { (entries + $0).pointee.isField(name) }) != nil { return name }
      table.insert(place, hash)
    }
    return nil
  }

  func remove(at place: Int) {
    withUnsafeMutablePointers { header, entries in
      (entries + place).deinitialize(count: 1)
      let rest = header.pointee.count - place - 1
      (entries + place).moveInitialize(from: entries + place + 1, count: rest)
      header.pointee.count -= 1
      header.pointee.table?.deallocate()
      header.pointee.table = nil
      if header.pointee.count > MapStorage.smallCount { MapStorage.fillTable(header, entries) }
    }
  }

  // MARK: Search

  /// Where the value of a field lies.
  @inline(__always)
  func find(_ name: FieldName) -> UnsafePointer<Value>? {
    withUnsafeMutablePointers { header, entries in
      let count = header.pointee.count
      if count <= MapStorage.smallCount {
        for place in 0..<count where (entries + place).pointee.isField(name.text) {
          return MapStorage.value(entries + place)
        }
        return nil
      }
      guard let place = header.pointee.table?.first(name.hash, where: { (entries + $0).pointee.isField(name.text) })
      else {
        return nil
      }
      return MapStorage.value(entries + place)
    }
  }

  @inline(__always)
  private static func value(_ entry: UnsafeMutablePointer<Entry>) -> UnsafePointer<Value>? {
    UnsafePointer(entry).pointer(to: \.value)
  }

  func place(of key: Value) -> Int? {
    if case .text(let text) = key { return place(FieldName(text).hash) { $0.isField(text) } }
    guard let wanted = MapKey(key) else { return nil }
    return place(wanted.hash) { MapKey($0.key) == wanted }
  }

  private func place(_ hash: UInt64, _ isIt: (Entry) -> Bool) -> Int? {
    withUnsafeMutablePointers { header, entries in
      let count = header.pointee.count
      if count <= MapStorage.smallCount { return (0..<count).first { isIt(entries[$0]) } }
      return header.pointee.table?.first(hash) { isIt(entries[$0]) }
    }
  }

  // MARK: The table

  private static func note(
    _ place: Int, _ header: UnsafeMutablePointer<Header>, _ entries: UnsafeMutablePointer<Entry>
  ) {
    guard let table = header.pointee.table else { return fillTable(header, entries) }
    table.insert(place, hash(of: entries[place].key))
  }

  private static func fillTable(_ header: UnsafeMutablePointer<Header>, _ entries: UnsafeMutablePointer<Entry>) {
    let table = PlaceTable(capacity: header.pointee.capacity)
    for place in 0..<header.pointee.count { table.insert(place, hash(of: entries[place].key)) }
    header.pointee.table = table
  }

  private static func hash(of key: Value) -> UInt64 {
    if case .text(let text) = key { return text.quickHash }
    return MapKey(key)?.hash ?? 0
  }
}

/// A key and its value.
@usableFromInline
struct MapEntry {
  @usableFromInline var key: Value
  @usableFromInline var value: Value
}

extension MapEntry {
  @inline(__always)
  fileprivate func isField(_ name: Text) -> Bool {
    if case .text(let text) = key { return text == name }
    return false
  }
}

/// A key that is no text, in a form in which equal numbers are equal.
private enum MapKey: Hashable {
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)

  init?(_ value: Value) {
    switch value {
    case .bool(let bool): self = .bool(bool)
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

  var hash: UInt64 {
    switch self {
    case .bool(let bool): Text.fold(Text.secret, bool ? 3 : 5)
    case .int(let int): Text.fold(UInt64(bitPattern: int) ^ Text.secret, 0xE703_7ED1_A0B4_28DB)
    case .uint(let uint): Text.fold(uint ^ Text.secret, 0x8EBC_6AF0_9C88_C6E3)
    }
  }
}
