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
  /// A number without fraction and exponent is `int`, or `uint` where it only fits there; any other is `double`. The text is copied
  /// once, and longer strings of the value are parts of that copy: whoever keeps a string keeps the copy.
  public init(json bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(JSONFailure) {
    let copy =
      bytes.withContiguousStorageIfAvailable { SharedBytes.copy(of: $0) }
      ?? ContiguousArray(bytes).withUnsafeBufferPointer { SharedBytes.copy(of: $0) }
    var reader = JSONReader(copy)
    self = try reader.readDocument(depth: limits.depth)
  }
}

/// Reads JSON out of one piece of memory, in one pass.
struct JSONReader: ~Copyable {
  private let source: SharedBytes
  /// The bytes of `source`, which is held as long as this is.
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private var index = 0
  /// Elements of the lists, and entries of the objects, that are not closed yet.
  private var elements = Stack<Value>()
  private var entries = Stack<MapStorage.Entry>()

  init(_ source: SharedBytes) {
    self.source = source
    (bytes, count) = source.withUnsafeMutablePointers { (UnsafePointer($1), $0.pointee) }
  }

  mutating func readDocument(depth: Int) throws(JSONFailure) -> Value {
    if let offset = source.withBytes({ UTF8Check.firstInvalid(in: $0) }) {
      throw failure("the text is not UTF-8", at: offset)
    }
    let value = try read(depth)
    skipSpace()
    guard index == count else { throw failure("something stands behind the end of the text") }
    return value
  }

  private func failure(_ message: String, at offset: Int? = nil) -> JSONFailure {
    JSONFailure(message: message, offset: offset ?? index)
  }

  @inline(__always)
  private mutating func skipSpace() {
    while index < count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func read(_ depth: Int) throws(JSONFailure) -> Value {
    skipSpace()
    guard index < count else { throw failure("the text ends where a value is expected") }
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
    let length = word.utf8CodeUnitCount
    let isThere =
      index + length <= count
      && word.withUTF8Buffer { letters in (0..<length).allSatisfy { bytes[index + $0] == letters[$0] } }
    guard isThere else { throw failure("expected a value") }
    index += length
    return value
  }

  // MARK: Objects and lists

  private mutating func object(_ depth: Int) throws(JSONFailure) -> Value {
    guard depth > 0 else { throw failure("nested too deep") }
    let start = index
    index += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return .map(MapValue()) }
    let first = entries.count
    while true {
      skipSpace()
      guard index < count, bytes[index] == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
      let key = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected `:`") }
      entries.push(MapStorage.Entry(key: .text(key), value: try read(depth - 1)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw failure("expected `,` or `}`") }
      break
    }
    let (storage, repeated) = MapStorage.fields(from: &entries, first)
    guard let repeated else { return .map(MapValue(storage: storage)) }
    throw failure("the key `\(repeated)` stands twice in one object", at: place(of: repeated, in: start))
  }

  /// Where the key stands the second time in an object that begins at `start` and was read to its end.
  private func place(of key: Text, in start: Int) -> Int {
    var finder = JSONReader(source)
    finder.index = start + 1
    var isFirst = true
    while finder.index < index {
      finder.skipSpace()
      let place = finder.index
      guard let name = try? finder.text() else { break }
      if name == key {
        if !isFirst { return place }
        isFirst = false
      }
      finder.skipSpace()
      finder.index += 1
      guard (try? finder.read(Int.max)) != nil else { break }
      finder.skipSpace()
      finder.index += 1
    }
    return start
  }

  private mutating func list(_ depth: Int) throws(JSONFailure) -> Value {
    guard depth > 0 else { throw failure("nested too deep") }
    index += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    let first = elements.count
    while true {
      elements.push(try read(depth - 1))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw failure("expected `,` or `]`") }
      return .list(elements.takeAll(from: first))
    }
  }

  // MARK: Texts

  /// Words of eight equal bytes, and the top bit of each byte.
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes at once: the top bit is set where a byte is a quote, a backslash or a control character; beyond the first such byte
  /// it may be set wrongly.
  @inline(__always)
  private static func ends(in word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    return (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)) & tops
  }

  private mutating func text() throws(JSONFailure) -> Text {
    let start = index + 1
    index = start
    skipPlain()
    guard index < count, bytes[index] == UInt8(ascii: "\"") else { return try escapedText(start) }
    defer { index += 1 }
    return Text(sharing: source, start..<index)
  }

  /// Goes on to the next quote, backslash or control character.
  @inline(__always)
  private mutating func skipPlain() {
    let raw = UnsafeRawPointer(bytes)
    while index + 8 <= count {
      let found = JSONReader.ends(in: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      if found != 0 {
        index += found.trailingZeroBitCount >> 3
        return
      }
      index += 8
    }
    while index < count, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
      index += 1
    }
  }

  private mutating func escapedText(_ start: Int) throws(JSONFailure) -> Text {
    var out = ContiguousArray(UnsafeBufferPointer(start: bytes + start, count: index - start))
    while index < count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return Text(utf8: out)
      case UInt8(ascii: "\\"): try escape(&out)
      case 0..<0x20: throw failure("a control character stands in a text")
      default:
        let from = index
        skipPlain()
        out.append(contentsOf: UnsafeBufferPointer(start: bytes + from, count: index - from))
      }
    }
    throw failure("a text is not closed", at: start - 1)
  }

  private mutating func escape(_ out: inout ContiguousArray<UInt8>) throws(JSONFailure) {
    guard index + 1 < count else { throw failure("a text is not closed") }
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

  private mutating func unicode(_ out: inout ContiguousArray<UInt8>) throws(JSONFailure) {
    let start = index
    guard var code = hex(at: index + 2) else { throw failure("`\\u` needs four hex digits") }
    index += 6
    if (0xD800..<0xDC00).contains(code) {
      guard index + 1 < count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
        let low = hex(at: index + 2),
        (0xDC00..<0xE000).contains(low)
      else { throw failure("half of a surrogate pair", at: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      index += 6
    }
    guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair", at: start) }
    out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private func hex(at start: Int) -> UInt32? {
    guard start + 4 <= count else { return nil }
    var code: UInt32 = 0
    for offset in start..<start + 4 {
      switch bytes[offset] {
      case 48...57: code = code << 4 | UInt32(bytes[offset] - 48)
      case 65...70, 97...102: code = code << 4 | UInt32((bytes[offset] | 0x20) - 87)
      default: return nil
      }
    }
    return code
  }

  // MARK: Numbers

  private mutating func number() throws(JSONFailure) -> Value {
    let start = index
    let isNegative = take(UInt8(ascii: "-"))
    let firstDigit = index
    var magnitude: UInt64 = 0
    var isExact = digits(&magnitude)
    let whole = index - firstDigit
    guard whole > 0 else { throw failure("expected a value", at: start) }
    if whole > 1, bytes[firstDigit] == UInt8(ascii: "0") { throw failure("a number begins with 0", at: start) }
    var places = 0
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      let point = index
      isExact = digits(&magnitude) && isExact
      places = index - point
      guard places > 0 else { throw failure("digits are expected behind the point") }
    }
    if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      (isWhole, isExact) = (false, false)
      index += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      let exponent = index
      var ignored: UInt64 = 0
      _ = digits(&ignored)
      guard index > exponent else { throw failure("digits are expected in the exponent") }
    }
    if isWhole, isExact, let value = JSONReader.integer(magnitude, isNegative) { return value }
    if isExact, magnitude <= 1 << 53, places < JSONReader.powers.count {
      // Both are exact, so that the quotient is rounded once, and right (Clinger, 1990).
      let number = Double(magnitude) / JSONReader.powers[places]
      return .double(isNegative ? -number : number)
    }
    let text = String(decoding: UnsafeBufferPointer(start: bytes + start, count: index - start), as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw failure("the number is too large", at: start) }
    return .double(value)
  }

  /// Powers of ten that a double has exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21,
    1e22,
  ]

  /// Reads digits.
  /// - Returns: whether they all went into the number, which has 64 bits.
  private mutating func digits(_ magnitude: inout UInt64) -> Bool {
    var fits = true
    while index < count, bytes[index] >= 48, bytes[index] <= 57 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[index] &- 48))
      if overflow || carry { fits = false }
      magnitude = sum
      index += 1
    }
    return fits
  }

  private static func integer(_ magnitude: UInt64, _ isNegative: Bool) -> Value? {
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? .int(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil
    }
    return Int64(exactly: magnitude).map { .int($0) } ?? .uint(magnitude)
  }
}
