/// What a plain scalar means.
public enum ScalarValue: Hashable, Sendable {
  /// `null`, `~` or nothing at all.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number of 64 bits.
  case int(Int64)
  /// A whole number beyond 64 bits.
  case integerOverflow
  /// A decimal number, `.inf` or `.nan`.
  case float(Double)
  /// A text; so are `yes`, `no`, `on` and `off`.
  case string

  /// The core schema of YAML 1.2 (§10.3.2).
  static func core(_ bytes: ArraySlice<UInt8>) -> ScalarValue {
    guard let first = bytes.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): return number(bytes)
    case UInt8(ascii: "."): return isOne(of: [".nan", ".NaN", ".NAN"], bytes) ? .float(.nan) : number(bytes)
    case UInt8(ascii: "~"): return bytes.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return isOne(of: ["null", "Null", "NULL"], bytes) ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return isOne(of: ["true", "True", "TRUE"], bytes) ? .bool(true) : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return isOne(of: ["false", "False", "FALSE"], bytes) ? .bool(false) : .string
    default: return .string
    }
  }

  private static func isOne(of words: [StaticString], _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count <= 5 && words.contains { $0.withUTF8Buffer { bytes.elementsEqual($0) } }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> ScalarValue {
    if bytes.first == UInt8(ascii: "0"), let letter = bytes.dropFirst().first {
      if letter == UInt8(ascii: "o") { return digits(bytes.dropFirst(2), radix: 8) }
      if letter == UInt8(ascii: "x") { return digits(bytes.dropFirst(2), radix: 16) }
    }
    let isNegative = bytes.first == UInt8(ascii: "-")
    var rest = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
    if isOne(of: [".inf", ".Inf", ".INF"], rest) { return .float(isNegative ? -.infinity : .infinity) }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return digits(whole, radix: 10, isNegative: isNegative) }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard !whole.isEmpty || fraction > 0 else { return .string }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return .string }
      rest = []
    }
    return rest.isEmpty ? Double(String(decoding: bytes, as: UTF8.self)).map { .float($0) } ?? .string : .string
  }

  /// A whole number without its sign; a text where anything but digits stands there.
  private static func digits(_ bytes: ArraySlice<UInt8>, radix: Int64, isNegative: Bool = false) -> ScalarValue {
    guard !bytes.isEmpty else { return .string }
    var value: Int64 = 0
    var overflows = false
    for byte in bytes {
      guard let digit = digit(byte), digit < radix else { return .string }
      let (product, first) = value.multipliedReportingOverflow(by: radix)
      // Negative numbers are summed downwards: there is one more of them.
      let (sum, second) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      overflows = overflows || first || second
      value = sum
    }
    return overflows ? .integerOverflow : .int(value)
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
