import CEL

/// Equality of JSON values as JSON Schema has it: numbers by what they are worth, objects whatever the order of their keys.
///
/// CEL's equality is another one: beyond 2^53 it takes a double for equal to several whole numbers.
enum JSONEquality {
  /// Whether two values are equal. Takes a step for each value that is compared; not equal where none is left.
  static func areEqual(_ left: UnsafePointer<Value>, _ right: UnsafePointer<Value>, _ steps: inout Int) -> Bool {
    steps &-= 1
    guard steps >= 0 else { return false }
    switch (ValuePart(left), ValuePart(right)) {
    case (.text(let a), .text(let b)): return a == b
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.list(let a), .list(let b)):
      guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else { return a.count == b.count }
      for place in 0..<a.count where !areEqual(first + place, second + place, &steps) { return false }
      return true
    case (.map(let a), .map(let b)) where a.hasOnlyNames && b.hasOnlyNames: return areEqual(a, b, &steps)
    case (let a, let b):
      if let first = JSONNumber(a), let second = JSONNumber(b) { return first.compared(to: second) == 0 }
      return areEqualAsWritten(left, right, &steps)
    }
  }

  private static func areEqual(_ left: MapPart, _ right: MapPart, _ steps: inout Int) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count {
      guard let name = left.key(place).pointee.asText, let other = right.find(FieldName(name)),
        areEqual(left.value(place), other, &steps)
      else { return false }
    }
    return true
  }

  /// Values of which one at least JSON does not have.
  private static func areEqualAsWritten(
    _ left: UnsafePointer<Value>, _ right: UnsafePointer<Value>, _ steps: inout Int
  ) -> Bool {
    let (first, second) = (left.pointee.asWritten, right.pointee.asWritten)
    guard first != nil || second != nil else { return false }
    return withUnsafePointer(to: first ?? left.pointee) { first in
      withUnsafePointer(to: second ?? right.pointee) { areEqual(first, $0, &steps) }
    }
  }

  /// The same for equal values. Takes a step for each value in it; of no account where fewer than none are left.
  static func hash(_ place: UnsafePointer<Value>, _ steps: inout Int) -> UInt64 {
    steps &-= 1
    guard steps >= 0 else { return 0 }
    switch ValuePart(place) {
    case .text(let text): return text.quickHash
    case .null: return Text.fold(secret, 0x9E37_79B9_7F4A_7C15)
    case .bool(let bool): return Text.fold(secret, bool ? 3 : 5)
    case .list(let list):
      var hash = secret
      for element in 0..<list.count {
        guard let start = list.baseAddress else { break }
        hash = Text.fold(hash ^ self.hash(start + element, &steps), 0x8EBC_6AF0_9C88_C6E3)
      }
      return hash
    case .map(let map) where map.hasOnlyNames:
      // The order of keys is of no account, so that their hashes are added.
      var sum: UInt64 = 0
      for entry in 0..<map.count {
        let (name, item) = (hash(map.key(entry), &steps), hash(map.value(entry), &steps))
        sum &+= Text.fold(name ^ 0xA076_1D64_78BD_642F, item ^ 0xE703_7ED1_A0B4_28DB)
      }
      return Text.fold(sum ^ UInt64(map.count), 0xE703_7ED1_A0B4_28DB)
    case let part:
      if let number = JSONNumber(part) { return number.hash }
      guard let written = place.pointee.asWritten else { return 0 }
      return withUnsafePointer(to: written) { hash($0, &steps) }
    }
  }

  /// Differs from process to process, so that nobody can write values that all fall into one place.
  static let secret = Text("").quickHash
}

extension Value {
  /// What JSON has for a value that JSON does not have; `nil` for one that it has, and for one that cannot be written.
  var asWritten: Value? {
    switch self {
    case .null, .bool, .int, .uint, .text, .list, .failure: return nil
    case .double(let double) where double.isFinite: return nil
    case .map(let map) where MapPart(map).hasOnlyNames: return nil
    case .optional(let wrapped): return wrapped.map { $0.asWritten ?? $0 } ?? .null
    // Keys that are no texts may be the same as texts: then there is no such object.
    default: return try? Value(json: json())
    }
  }
}
