import CEL

/// A number of JSON, compared by what it is worth: exactly, whichever way it is written.
enum JSONNumber: Sendable {
  case int(Int64)
  case uint(UInt64)
  case double(Double)

  /// The number that a value is; `nil` where it is none, or not finite.
  init?(_ value: Value) {
    switch value {
    case .int(let int): self = .int(int)
    case .uint(let uint): self = Int64(exactly: uint).map { .int($0) } ?? .uint(uint)
    case .double(let double):
      guard double.isFinite else { return nil }
      self = .double(double)
    default: return nil
    }
  }

  /// The number that a part of a value is; `nil` where it is none, or not finite.
  @inline(__always)
  init?(_ part: ValuePart) {
    switch part {
    case .int(let int): self = .int(int)
    case .uint(let uint): self = .uint(uint)
    case .double(let double) where double.isFinite: self = .double(double)
    default: return nil
    }
  }

  /// How a number stands to another: negative where it is less, 0 where they are equal.
  func compared(to other: JSONNumber) -> Int {
    switch (self, other) {
    case (.int(let left), .int(let right)): JSONNumber.order(left, right)
    case (.uint(let left), .uint(let right)): JSONNumber.order(left, right)
    case (.double(let left), .double(let right)): JSONNumber.order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? -1 : JSONNumber.order(UInt64(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? 1 : JSONNumber.order(left, UInt64(right))
    case (.int(let left), .double(let right)): JSONNumber.order(left, right)
    case (.uint(let left), .double(let right)): JSONNumber.order(left, right)
    case (.double(let left), .int(let right)): -JSONNumber.order(right, left)
    case (.double(let left), .uint(let right)): -JSONNumber.order(right, left)
    }
  }

  @inline(__always)
  private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  /// A whole number beside a double, without rounding either.
  private static func order<Whole: FixedWidthInteger>(_ left: Whole, _ right: Double) -> Int {
    let floor = right.rounded(.down)
    guard let whole = Whole(exactly: floor) else { return floor < 0 ? 1 : -1 }
    if left != whole { return left < whole ? -1 : 1 }
    return floor == right ? 0 : -1
  }

  /// Whether it is whole: `1.0` is.
  var isWhole: Bool {
    if case .double(let double) = self { return double.rounded(.towardZero) == double }
    return true
  }

  /// The same for equal numbers.
  var hash: UInt64 {
    let secret = JSONEquality.secret
    switch self {
    case .int(let int): return Text.fold(UInt64(bitPattern: int) ^ secret, 0xE703_7ED1_A0B4_28DB)
    case .uint(let uint):
      if let int = Int64(exactly: uint) { return JSONNumber.int(int).hash }
      return Text.fold(uint ^ secret, 0x8EBC_6AF0_9C88_C6E3)
    case .double(let double):
      if let int = Int64(exactly: double) { return JSONNumber.int(int).hash }
      if let uint = UInt64(exactly: double) { return JSONNumber.uint(uint).hash }
      return Text.fold(double.bitPattern ^ secret, 0xA076_1D64_78BD_642F)
    }
  }

  /// As JSON writes it.
  var text: String {
    let value: Value =
      switch self {
      case .int(let int): .int(int)
      case .uint(let uint): .uint(uint)
      case .double(let double): .double(double)
      }
    return String(decoding: value.json(), as: UTF8.self)
  }
}
