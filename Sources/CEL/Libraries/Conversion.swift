/// Conversions between types; what cannot be converted is a failure.
enum Conversion {
  private static func failed(_ what: String) -> Value { .failure(.conversion, "this cannot be made into \(what)") }

  static func int(_ value: Value) -> Value {
    switch value {
    case .int: value
    case .uint(let uint): Int64(exactly: uint).map { .int($0) } ?? failed("an int: it is too large")
    // Both ends are refused: 2^63 itself does not fit, and its neighbours are the same double.
    case .double(let double):
      double > -0x1p63 && double < 0x1p63 ? .int(Int64(double)) : failed("an int: it is too large or not a number")
    case .text(let text): Int64(text.string).map { .int($0) } ?? failed("an int: it is not a whole number")
    case .timestamp(let timestamp): .int(timestamp.seconds)
    default: .noOverload("int", [value])
    }
  }

  static func uint(_ value: Value) -> Value {
    switch value {
    case .uint: value
    case .int(let int): UInt64(exactly: int).map { .uint($0) } ?? failed("a uint: it is negative")
    case .double(let double):
      double >= 0 && double < 0x1p64
        ? .uint(UInt64(double)) : failed("a uint: it is negative, too large or not a number")
    // Swift reads `-0` as 0; a sign is none of an unsigned number's digits.
    case .text(let text) where !text.hasPrefix("-"):
      UInt64(text.string).map { .uint($0) } ?? failed("a uint: it is not a whole number")
    case .text: failed("a uint: it is not a whole number")
    default: .noOverload("uint", [value])
    }
  }

  static func double(_ value: Value) -> Value {
    switch value {
    case .double: value
    case .int(let int): .double(Double(int))
    case .uint(let uint): .double(Double(uint))
    case .text(let text): decimal(text.string).map { .double($0) } ?? failed("a double")
    default: .noOverload("double", [value])
    }
  }

  /// Reads a number as Go does. Swift's own reader takes hex digits without an exponent and `snan(1)` too, and rounds to infinity.
  private static func decimal(_ text: String) -> Double? {
    // For that reader a zero ends it, and `nan(1)` is a number as well.
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 0x20) || [43, 45, 46].contains($0)
    }
    guard isPlain else { return nil }
    let letters = text.lowercased().filter { $0.isLetter }
    switch letters {
    case "", "e", "nan", "inf", "infinity": break
    default: if !letters.contains("x") || !letters.contains("p") { return nil }
    }
    guard let number = Double(text), number.isFinite || letters.contains("n") else { return nil }
    return number
  }

  static func string(_ value: Value) -> Value {
    switch value {
    case .text: value
    case .bool(let bool): .text(bool ? "true" : "false")
    case .int(let int): .string(String(int))
    case .uint(let uint): .string(String(uint))
    case .double(let double): .string(DoubleText.cel(double))
    case .bytes(let bytes): Text(validating: bytes).map { .text($0) } ?? failed("a string: it is not UTF-8")
    case .timestamp(let timestamp): .string(timestamp.rfc3339)
    case .duration(let duration): .string(duration.text)
    case .network(let network): .string(network.description)
    default: .noOverload("string", [value])
    }
  }

  static func bytes(_ value: Value) -> Value {
    switch value {
    case .bytes: value
    case .text(let text): .bytes(text.utf8)
    default: .noOverload("bytes", [value])
    }
  }

  static func bool(_ value: Value) -> Value {
    switch value {
    case .bool: return value
    case .text(let text):
      switch text.string {
      case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
      case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
      default: return failed("a bool")
      }
    default: return .noOverload("bool", [value])
    }
  }
}
