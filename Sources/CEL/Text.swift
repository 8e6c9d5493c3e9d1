/// A text as CEL sees it: Unicode code points, compared one by one, never normalised.
///
/// Swift's `String` is the wrong type for this: it counts `"\r\n"` as one character and takes a composed and a decomposed `é` for
/// equal. Here the UTF-8 bytes count. Up to 15 of them lie in the value itself, so that most field names and words cost neither an
/// allocation nor a reference count.
public struct Text: Sendable {
  /// Up to 15 bytes, little-endian, and their number in the top byte of `high`; for a longer text its first 8 bytes and its length.
  private let low: UInt64
  private let high: UInt64
  private let heap: Heap?

  private final class Heap: Sendable {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  /// The text of bytes that are known to be UTF-8.
  init(utf8 bytes: some Collection<UInt8>) {
    self =
      bytes.withContiguousStorageIfAvailable { Text(buffer: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { Text(buffer: $0) }
  }

  private init(buffer: UnsafeBufferPointer<UInt8>) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    let count = buffer.count
    for index in 0..<min(count, 8) { low |= UInt64(buffer[index]) << UInt64(8 * index) }
    self.low = low
    if count <= 15 {
      for index in min(count, 8)..<count { high |= UInt64(buffer[index]) << UInt64(8 * (index - 8)) }
      self.high = high | UInt64(count) << 56
      heap = nil
    } else {
      self.high = UInt64(count)
      heap = Heap(Array(buffer))
    }
  }

  /// The text of a Swift string.
  public init(_ string: some StringProtocol) { self.init(utf8: Array(string.utf8)) }

  /// The text of bytes; `nil` when they are not well-formed UTF-8.
  public init?(validating bytes: some Collection<UInt8>) {
    guard let string = String(validating: bytes, as: UTF8.self) else { return nil }
    self.init(string)
  }

  /// The most bytes that a function makes at a stroke: `replace` and `join` make much out of little.
  static let mostBytes = 16 << 20

  /// Number of bytes.
  public var byteCount: Int { heap == nil ? Int(high >> 56) : Int(high) }

  /// The UTF-8 bytes.
  public var utf8: [UInt8] {
    if let heap { return heap.bytes }
    return withBytes { Array($0) }
  }

  /// Runs `body` over the UTF-8 bytes, without copying a long text.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let heap { return heap.bytes.withUnsafeBufferPointer(body) }
    let count = byteCount
    return withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) {
      body(UnsafeBufferPointer(rebasing: $0.bindMemory(to: UInt8.self)[..<count]))
    }
  }

  /// As a Swift string.
  public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// Number of code points.
  public var count: Int { withBytes { $0.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } } }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { byteCount == 0 }

  /// The code points.
  public var scalars: [Unicode.Scalar] { Array(string.unicodeScalars) }

  /// Whether every byte stands for itself.
  var isASCII: Bool { withBytes { $0.allSatisfy { $0 < 0x80 } } }

  /// This text and then another.
  public static func + (left: Text, right: Text) -> Text {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(left.byteCount + right.byteCount)
    left.withBytes { bytes.append(contentsOf: $0) }
    right.withBytes { bytes.append(contentsOf: $0) }
    return Text(utf8: bytes)
  }

  /// Whether the text begins with another.
  func hasPrefix(_ other: Text) -> Bool { withBytes { bytes in other.withBytes { bytes.starts(with: $0) } } }

  /// Whether the text ends with another.
  func hasSuffix(_ other: Text) -> Bool {
    withBytes { bytes in
      other.withBytes { $0.count <= bytes.count && bytes[(bytes.count - $0.count)...].elementsEqual($0) }
    }
  }
}

extension Text: Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text of a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// As a Swift string.
  public var description: String { string }

  /// Byte for byte.
  @inline(__always)
  public static func == (left: Text, right: Text) -> Bool {
    guard left.low == right.low, left.high == right.high else { return false }
    guard let first = left.heap else { return right.heap == nil }
    guard let second = right.heap else { return false }
    return first === second || first.bytes == second.bytes
  }

  /// By code points, which is the order of the UTF-8 bytes.
  public static func < (left: Text, right: Text) -> Bool {
    left.withBytes { first in right.withBytes { first.lexicographicallyPrecedes($0) } }
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(low)
    if let heap { hasher.combine(heap.bytes) } else { hasher.combine(high) }
  }
}
