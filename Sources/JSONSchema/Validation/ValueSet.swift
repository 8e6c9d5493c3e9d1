import CEL

/// Values to be found by equality of JSON, in time that does not grow with their number: what `enum` lists.
struct ValueSet: Sendable {
  /// The values in the order of the list, each once.
  private(set) var values: ContiguousArray<Value> = []
  /// `nil` for a few values, which are compared one by one.
  private var table: PlaceTable?

  /// Up to so many values are compared one by one, which is faster than hashing.
  static let few = 8

  /// The values of a list.
  init(_ list: [Value]) {
    var table = PlaceTable(capacity: list.count)
    var steps = Int.max
    list.withUnsafeBufferPointer { list in
      guard let start = list.baseAddress else { return }
      // Positions in the list first: only those that differ are kept.
      for place in 0..<list.count {
        let hash = JSONEquality.hash(start + place, &steps)
        if table.insert(place, hash, { JSONEquality.areEqual(start + $0, start + place, &steps) }) == nil {
          values.append(list[place])
        }
      }
    }
    guard values.count > ValueSet.few else { return }
    self.table = ValueSet.table(of: values)
  }

  private static func table(of values: ContiguousArray<Value>) -> PlaceTable {
    var table = PlaceTable(capacity: values.count)
    var steps = Int.max
    values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      for place in 0..<values.count { _ = table.insert(place, JSONEquality.hash(start + place, &steps)) { _ in false } }
    }
    return table
  }

  /// Whether an equal value is in it. Takes steps for what is looked at.
  func contains(_ value: UnsafePointer<Value>, _ steps: inout Int) -> Bool {
    values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return false }
      if let table {
        let hash = JSONEquality.hash(value, &steps)
        return table.find(hash) { JSONEquality.areEqual(start + $0, value, &steps) } != nil
      }
      for place in 0..<values.count where JSONEquality.areEqual(start + place, value, &steps) { return true }
      return false
    }
  }
}
