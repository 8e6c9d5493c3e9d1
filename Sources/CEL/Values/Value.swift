/// A value of CEL.
public enum Value: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A whole number without sign.
  case uint(UInt64)
  /// A decimal number (IEEE 754 binary64).
  case double(Double)
  /// A text.
  case text(Text)
  /// Bytes.
  case bytes([UInt8])
  /// A list.
  case list([Value])
  /// A map, or a record.
  case map(MapValue)
  /// A moment.
  case timestamp(Timestamp)
  /// A length of time.
  case duration(TimeSpan)
  /// A type, by name.
  case type(String)
  /// An address of a network, or a block of them.
  case network(NetworkValue)
  /// An optional and what is in it.
  indirect case optional(Value?)
  /// No value: why.
  indirect case failure(EvaluationFailure)

  /// The value of a Swift string.
  public static func string(_ string: String) -> Value { .text(Text(string)) }

  /// The failure, where it is one.
  public var failure: EvaluationFailure? {
    if case .failure(let failure) = self { return failure }
    return nil
  }

  /// The text, where it is one.
  public var asText: Text? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The text as a Swift string, where it is one.
  public var asString: String? { asText?.string }

  /// The whole number, where it is one.
  public var asInt: Int64? {
    if case .int(let int) = self { return int }
    return nil
  }

  /// The truth value, where it is one.
  public var asBool: Bool? {
    if case .bool(let bool) = self { return bool }
    return nil
  }

  /// The elements, where it is a list.
  public var asList: [Value]? {
    if case .list(let list) = self { return list }
    return nil
  }

  /// The map, where it is one.
  public var asMap: MapValue? {
    if case .map(let map) = self { return map }
    return nil
  }

  /// The value of a field, where it is a map that has it.
  public subscript(field: String) -> Value? { asMap?[Text(field)] }

  /// Name of the value's type, as `type()` gives it.
  public var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .text: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .map: "map"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .type: "type"
    case .network(let network): network.typeName
    case .optional: "optional_type"
    case .failure: "error"
    }
  }

  /// Equality of CEL: numbers by value whatever their type, other kinds only among themselves, NaN equal to nothing.
  public static func areEqual(_ left: Value, _ right: Value) -> Bool {
    var steps = Int.max
    return areEqual(left, right, &steps)
  }

  /// The same, taking a step for each value that is compared; not equal where none is left. A list that holds one list many times,
  /// and so on inward, is small and has more elements than anybody can compare.
  static func areEqual(_ left: Value, _ right: Value, _ steps: inout Int) -> Bool {
    steps -= 1
    guard steps >= 0 else { return false }
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.int(let a), .int(let b)): return a == b
    case (.text(let a), .text(let b)):
      // What one has more than the other is not looked at.
      steps -= min(a.byteCount, b.byteCount) >> 6
      return a == b
    case (.bytes(let a), .bytes(let b)):
      steps -= min(a.count, b.count) >> 6
      return a == b
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { return false }
      for index in a.indices where !areEqual(a[index], b[index], &steps) { return false }
      return true
    case (.map(let a), .map(let b)): return MapValue.areEqual(a, b, &steps)
    case (.timestamp(let a), .timestamp(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.type(let a), .type(let b)): return a == b
    case (.network(let a), .network(let b)): return a == b
    case (.optional(nil), .optional(nil)): return true
    case (.optional(let a?), .optional(let b?)): return areEqual(a, b, &steps)
    default: return compareNumbers(left, right) == .equal
    }
  }

  /// How two numbers stand to each other.
  enum Order {
    case less, equal, greater
    /// One of them is NaN, or no number.
    case none
  }

  static func compareNumbers(_ left: Value, _ right: Value) -> Order {
    func order<Number: Comparable>(_ a: Number, _ b: Number) -> Order {
      a < b ? .less : a == b ? .equal : a > b ? .greater : .none
    }
    switch (left, right) {
    case (.int(let a), .int(let b)): return order(a, b)
    case (.uint(let a), .uint(let b)): return order(a, b)
    case (.int(let a), .uint(let b)): return a < 0 ? .less : order(UInt64(a), b)
    case (.uint(let a), .int(let b)): return b < 0 ? .greater : order(a, UInt64(b))
    // Beyond 2^53 both of Google's engines compare as doubles, and so do we.
    case (.double(let a), .double(let b)): return order(a, b)
    case (.double(let a), .int(let b)): return order(a, Double(b))
    case (.double(let a), .uint(let b)): return order(a, Double(b))
    case (.int(let a), .double(let b)): return order(Double(a), b)
    case (.uint(let a), .double(let b)): return order(Double(a), b)
    default: return .none
    }
  }
}

extension Value: CustomStringConvertible {
  /// As JSON, or the message of a failure: for messages of tests and logs, not for a reader that wants it back.
  public var description: String {
    if case .failure(let failure) = self { return "failure: \(failure)" }
    return String(decoding: json(), as: UTF8.self)
  }
}
