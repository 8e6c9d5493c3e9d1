/// What a JSON text may not exceed.
public struct JSONLimits: Hashable, Sendable {
  /// Objects and lists within each other.
  public var depth: Int

  /// Limits.
  public init(depth: Int = 100) { self.depth = depth }

  /// 100 deep, as payloads from outside are held to.
  public static let standard = JSONLimits()
}

/// Why a text is no JSON.
public struct JSONFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public var message: String
  /// Offset of the byte at which it shows.
  public var offset: Int

  /// What and where.
  public var description: String { "\(message) at byte \(offset)" }
}

extension Value {
  /// Reads one JSON text (RFC 8259), strictly: no duplicate keys (RFC 7493), no lone surrogates, no number beyond a double.
  ///
  /// A number without fraction and exponent is `int`, or `uint` where it only fits there; any other is `double`.
  public init(json bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONFailure) {
    var reader = JSONReader(bytes: bytes, depth: limits.depth)
    self = try reader.readDocument()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let depth: Int
  var index = 0

  init(bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    self.depth = depth
  }

  mutating func readDocument() throws(JSONFailure) -> Value {
    let value = try read(depth)
    skipSpace()
    guard index == bytes.count else { throw failure("something stands behind the end of the text") }
    return value
  }

  private func failure(_ message: String, at offset: Int? = nil) -> JSONFailure {
    JSONFailure(message: message, offset: offset ?? index)
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  private mutating func read(_ depth: Int) throws(JSONFailure) -> Value {
    skipSpace()
    guard index < bytes.count else { throw failure("the text ends where a value is expected") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(JSONFailure) -> Value {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count, word.withUTF8Buffer({ bytes[index..<end].elementsEqual($0) }) else {
      throw failure("expected a value")
    }
    index = end
    return value
  }

  private mutating func object(_ depth: Int) throws(JSONFailure) -> Value {
    guard depth > 0 else { throw failure("nested too deep") }
    index += 1
    var entries: [(key: Value, value: Value)] = []
    var starts: [Int] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .map(MapValue()) }
    while true {
      skipSpace()
      starts.append(index)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
      let key = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected `:`") }
      entries.append((.text(key), try read(depth - 1)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw failure("expected `,` or `}`") }
      let map = MapValue(distinct: entries)
      guard let place = map.placeOfRepeatedKey else { return .map(map) }
      throw failure("the key `\(entries[place].key.asString ?? "")` stands twice in one object", at: starts[place])
    }
  }

  private mutating func list(_ depth: Int) throws(JSONFailure) -> Value {
    guard depth > 0 else { throw failure("nested too deep") }
    index += 1
    var elements: [Value] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    while true {
      elements.append(try read(depth - 1))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw failure("expected `,` or `]`") }
      return .list(elements)
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func text() throws(JSONFailure) -> Text {
    let start = index + 1
    index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\"),
      bytes[index] >= 0x20
    { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      defer { index += 1 }
      return try valid(bytes[start..<index], start)
    }
    var out = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return try valid(out[...], start)
      case UInt8(ascii: "\\"): try escape(&out)
      case 0..<0x20: throw failure("a control character stands in a text")
      default:
        out.append(byte)
        index += 1
      }
    }
    throw failure("a text is not closed", at: start - 1)
  }

  private func valid(_ slice: ArraySlice<UInt8>, _ start: Int) throws(JSONFailure) -> Text {
    let isASCII = slice.withContiguousStorageIfAvailable { $0.reduce(0) { $0 | $1 } < 0x80 }
    if isASCII == true { return Text(utf8: slice) }
    guard let text = Text(validating: slice) else { throw failure("a text is not UTF-8", at: start) }
    return text
  }

  private mutating func escape(_ out: inout [UInt8]) throws(JSONFailure) {
    guard index + 1 < bytes.count else { throw failure("a text is not closed") }
    let simple: UInt8
    switch bytes[index + 1] {
    case UInt8(ascii: "\""): simple = 0x22
    case UInt8(ascii: "\\"): simple = 0x5C
    case UInt8(ascii: "/"): simple = 0x2F
    case UInt8(ascii: "b"): simple = 0x08
    case UInt8(ascii: "f"): simple = 0x0C
    case UInt8(ascii: "n"): simple = 0x0A
    case UInt8(ascii: "r"): simple = 0x0D
    case UInt8(ascii: "t"): simple = 0x09
    case UInt8(ascii: "u"): return try unicode(&out)
    default: throw failure("this is no escape")
    }
    out.append(simple)
    index += 2
  }

  private mutating func unicode(_ out: inout [UInt8]) throws(JSONFailure) {
    let start = index
    guard var code = hex(at: index + 2) else { throw failure("`\\u` needs four hex digits") }
    index += 6
    if (0xD800..<0xDC00).contains(code) {
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
        let low = hex(at: index + 2),
        (0xDC00..<0xE000).contains(low)
      else { throw failure("half of a surrogate pair", at: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      index += 6
    }
    guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair", at: start) }
    out.append(contentsOf: String(Character(scalar)).utf8)
  }

  private func hex(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var code: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  private mutating func number() throws(JSONFailure) -> Value {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0 else { throw failure("expected a value", at: start) }
    if whole > 1, bytes[index - whole] == UInt8(ascii: "0") { throw failure("a number begins with 0", at: start) }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() > 0 else { throw failure("digits are expected behind the point") }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw failure("digits are expected in the exponent") }
    }
    if isWhole, let value = integer(bytes[start..<index]) { return value }
    guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)), value.isFinite else {
      throw failure("the number is too large", at: start)
    }
    return .double(value)
  }

  private mutating func digits() -> Int {
    let start = index
    while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
    return index - start
  }

  private func integer(_ slice: ArraySlice<UInt8>) -> Value? {
    let isNegative = slice.first == UInt8(ascii: "-")
    var magnitude: UInt64 = 0
    for byte in isNegative ? slice.dropFirst() : slice {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 48))
      if overflow || carry { return nil }
      magnitude = sum
    }
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? .int(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil
    }
    return Int64(exactly: magnitude).map { .int($0) } ?? .uint(magnitude)
  }
}
