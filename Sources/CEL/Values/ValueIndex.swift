/// Values that are found by CEL's equality, in time that does not grow with their number.
///
/// Equality of CEL is no equality as hashing wants it: beyond 2^53 a double equals several whole numbers that differ from each other. So
/// numbers are filed under the double they are nearest to, all of one file are compared, and none is left out for being equal to another.
struct ValueIndex {
  private var values: [Value] = []
  /// Place of the value filed before under the same hash; -1 for the first.
  private var before: [Int] = []
  private var last: [Int: Int] = [:]

  /// Values and comparisons that one call of a function may take. What comes to more was made for it: values that are filed together and
  /// differ, or a list that holds one list many times, and so on inward.
  static let mostSteps = 4_000_000

  init() {}

  /// Files values; see ``insert(_:_:)``.
  init(_ values: [Value], _ steps: inout Int) {
    self.values.reserveCapacity(values.count)
    for value in values where steps >= 0 { insert(value, &steps) }
  }

  /// Files a value. One that equals nothing, itself included, is not needed. Takes a step for each value in it.
  mutating func insert(_ value: Value, _ steps: inout Int) {
    guard let hash = ValueIndex.hash(value, &steps) else { return }
    // The same number many times would be a long file, and is found as well when it is there once.
    if let place = last[hash], ValueIndex.isSameScalar(values[place], value) { return }
    before.append(last.updateValue(values.count, forKey: hash) ?? -1)
    values.append(value)
  }

  /// Whether an equal value is filed. Takes a step for each value in it and each comparison; of no account once there are fewer than none.
  func contains(_ value: Value, _ steps: inout Int) -> Bool {
    guard let hash = ValueIndex.hash(value, &steps), var place = last[hash] else { return false }
    while place >= 0, steps >= 0 {
      if Value.areEqual(values[place], value, &steps) { return true }
      place = before[place]
    }
    return false
  }

  private static func isSameScalar(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.uint(let a), .uint(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    default: false
    }
  }

  /// The same for equal values; `nil` for a value that equals nothing, since NaN is in it, or a failure.
  private static func hash(_ value: Value, _ steps: inout Int) -> Int? {
    var hasher = Hasher()
    return combine(value, &hasher, &steps) ? hasher.finalize() : nil
  }

  private static func combine(_ value: Value, _ hasher: inout Hasher, _ steps: inout Int) -> Bool {
    steps -= 1
    guard steps >= 0 else { return false }
    switch value {
    case .null: hasher.combine(0)
    case .bool(let bool): hasher.combine(bool)
    case .int(let int): return combine(Double(int), &hasher)
    case .uint(let uint): return combine(Double(uint), &hasher)
    case .double(let double): return combine(double, &hasher)
    case .text(let text): hasher.combine(text)
    case .bytes(let bytes): hasher.combine(bytes)
    case .timestamp(let timestamp): hasher.combine(timestamp)
    case .duration(let span): hasher.combine(span)
    case .type(let name): hasher.combine(name)
    case .network(let network): hasher.combine(network)
    case .optional(let wrapped):
      hasher.combine(wrapped == nil)
      if let wrapped { return combine(wrapped, &hasher, &steps) }
    case .list(let list):
      hasher.combine(list.count)
      for element in list where !combine(element, &hasher, &steps) { return false }
    case .map(let map):
      // The order of keys is of no account, so that their hashes are added.
      var sum = 0
      for entry in map.entries {
        var inner = Hasher()
        guard combine(entry.key, &inner, &steps), combine(entry.value, &inner, &steps) else { return false }
        sum &+= inner.finalize()
      }
      hasher.combine(map.count)
      hasher.combine(sum)
    case .failure: return false
    }
    return true
  }

  private static func combine(_ number: Double, _ hasher: inout Hasher) -> Bool {
    // `Double` hashes both zeros alike.
    hasher.combine(number)
    return !number.isNaN
  }
}
