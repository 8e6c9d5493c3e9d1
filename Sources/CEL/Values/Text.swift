/// A text as CEL sees it: Unicode code points, compared one by one, never normalised.
///
/// Swift's `String` is the wrong type for this: it counts `"\r\n"` as one character and takes a composed and a decomposed `é` for
/// equal. Here the UTF-8 bytes count. Up to 15 of them lie in the value itself, so that most field names and words cost neither an
/// allocation nor a reference count; a longer text is a part of bytes that it may share with others, such as those of the JSON text
/// that it was read from.
public struct Text: @unchecked Sendable {
  // Unchecked: nobody writes to shared bytes after they were made.

  /// Up to 15 bytes, little-endian, with their number in the top byte of `high`. Of a longer text the offset in `bytes`.
  let low: UInt64
  /// See `low`. Of a longer text the number of its bytes.
  let high: UInt64
  /// What holds a longer text.
  let bytes: SharedBytes?

  /// The most bytes that lie in the value itself.
  static let mostInline = 15

  /// The most bytes that a function makes at a stroke: `replace` and `join` make much out of little.
  static let mostBytes = 16 << 20

  /// The text of a Swift string.
  public init(_ string: some StringProtocol) {
    var string = String(string)
    self = string.withUTF8 { Text(copying: $0) }
  }

  /// The text of bytes; `nil` when they are not well-formed UTF-8.
  public init?(validating bytes: some Collection<UInt8>) {
    let copy = ContiguousArray(bytes)
    guard let text = copy.withUnsafeBufferPointer({ UTF8Check.isValid($0) ? Text(copying: $0) : nil }) else {
      return nil
    }
    self = text
  }

  /// The text of bytes that are known to be UTF-8.
  package init(utf8 bytes: some Collection<UInt8>) {
    self =
      bytes.withContiguousStorageIfAvailable { Text(copying: $0) }
      ?? ContiguousArray(bytes).withUnsafeBufferPointer { Text(copying: $0) }
  }

  /// The text of bytes that are known to be UTF-8.
  init(copying buffer: UnsafeBufferPointer<UInt8>) {
    if buffer.count <= Text.mostInline {
      self.init(inline: buffer)
    } else {
      self.init(sharing: SharedBytes.copy(of: buffer), 0..<buffer.count)
    }
  }

  /// A part of bytes that others share; it is known to be UTF-8.
  init(sharing shared: SharedBytes, _ range: Range<Int>) {
    if range.count <= Text.mostInline {
      self = shared.withBytes { Text(inline: UnsafeBufferPointer(rebasing: $0[range])) }
    } else {
      low = UInt64(truncatingIfNeeded: range.lowerBound)
      high = UInt64(truncatingIfNeeded: range.count)
      bytes = shared
    }
  }

  private init(inline buffer: UnsafeBufferPointer<UInt8>) {
    let (low, high) = Text.words(of: buffer)
    self.init(low: low, high: high | UInt64(truncatingIfNeeded: buffer.count) << 56)
  }

  /// The text that lies in two words.
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
    bytes = nil
  }

  /// Up to 15 bytes as two words. Of eight and more the last eight are read at once, whatever part of them was read before.
  private static func words(of buffer: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64) {
    let raw = UnsafeRawBufferPointer(buffer)
    let count = raw.count
    if count >= 8 {
      let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      guard count > 8 else { return (low, 0) }
      let last = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      return (low, last >> UInt64(truncatingIfNeeded: 8 * (16 - count)))
    }
    var low: UInt64 = 0
    for index in 0..<count { low |= UInt64(raw[index]) << UInt64(truncatingIfNeeded: 8 * index) }
    return (low, 0)
  }

  /// The text between two byte offsets that are those of code points. It shares the bytes of a long text, unless it is so small a part
  /// that it would keep alive much more than itself.
  func part(_ range: Range<Int>) -> Text {
    guard let bytes, range.count > Text.mostInline, range.count >= bytes.header >> 4 else {
      return withBytes { Text(copying: UnsafeBufferPointer(rebasing: $0[range])) }
    }
    let start = Int(truncatingIfNeeded: low)
    return Text(sharing: bytes, start + range.lowerBound..<start + range.upperBound)
  }

  /// Number of bytes.
  public var byteCount: Int { bytes == nil ? Int(truncatingIfNeeded: high >> 56) : Int(truncatingIfNeeded: high) }

  /// Whether all of it lies in ``low`` and ``high``.
  var isInline: Bool { bytes == nil }

  /// The UTF-8 bytes.
  public var utf8: [UInt8] { withBytes { Array($0) } }

  /// Runs `body` over the UTF-8 bytes, without copying a long text.
  @inline(__always)
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let count = byteCount
    if let bytes {
      let start = Int(truncatingIfNeeded: low)
      return bytes.withBytes { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
    }
    return withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) {
      body(UnsafeBufferPointer(rebasing: $0.bindMemory(to: UInt8.self)[..<count]))
    }
  }

  /// As a Swift string.
  public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// Number of code points.
  public var count: Int { withBytes { Text.scalars(in: $0) } }

  /// Number of code points that begin in some bytes: all bytes but those that go on (`10xxxxxx`), eight at a time.
  package static func scalars(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var rest = 0
    var index = 0
    while index &+ 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      rest &+= ((word >> 7) & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
      index &+= 8
    }
    while index < raw.count {
      rest &+= raw[index] & 0xC0 == 0x80 ? 1 : 0
      index &+= 1
    }
    return raw.count - rest
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { high == 0 && bytes == nil }

  /// The code points.
  public var scalars: [Unicode.Scalar] { Array(string.unicodeScalars) }

  /// Whether every byte stands for itself.
  var isASCII: Bool {
    if bytes == nil { return (low | (high & 0x00FF_FFFF_FFFF_FFFF)) & 0x8080_8080_8080_8080 == 0 }
    return withBytes { $0.reduce(0) { $0 | $1 } < 0x80 }
  }

  /// This text and then another.
  public static func + (left: Text, right: Text) -> Text {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    let (first, second) = (left.byteCount, right.byteCount)
    if first + second <= mostInline {
      // Both lie in their words: the second is moved behind the first.
      let tail = right.high & 0x00FF_FFFF_FFFF_FFFF
      let shift = UInt64(truncatingIfNeeded: 8 * first)
      let count = UInt64(truncatingIfNeeded: first + second) << 56
      if first < 8 {
        let carried = right.low >> (64 - shift) | tail << shift
        return Text(low: left.low | right.low << shift, high: carried | count)
      }
      return Text(low: left.low, high: left.high & 0x00FF_FFFF_FFFF_FFFF | right.low << (shift - 64) | count)
    }
    return left.withBytes { one in
      right.withBytes { other in
        Text(
          sharing: SharedBytes.make(first + second) {
            $0.append(one); $0.append(other)
          }, 0..<first + second)
      }
    }
  }

  /// Whether the text begins with another.
  func hasPrefix(_ other: Text) -> Bool {
    withBytes { bytes in
      other.withBytes {
        $0.count <= bytes.count && Text.areEqual(UnsafeBufferPointer(rebasing: bytes[..<$0.count]), $0)
      }
    }
  }

  /// Whether the text ends with another.
  func hasSuffix(_ other: Text) -> Bool {
    withBytes { bytes in
      other.withBytes {
        $0.count <= bytes.count && Text.areEqual(UnsafeBufferPointer(rebasing: bytes[(bytes.count - $0.count)...]), $0)
      }
    }
  }

  /// Whether as many bytes are the same, eight at a time.
  static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    let (first, second) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    var index = 0
    while index + 8 <= first.count {
      let one = first.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if one != second.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index += 8
    }
    while index < first.count {
      if first[index] != second[index] { return false }
      index += 1
    }
    return true
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
    if left.bytes == nil || right.bytes == nil {
      // What has more than fifteen bytes is never inline, so an inline text equals none that is not.
      return left.low == right.low && left.high == right.high && left.bytes == nil && right.bytes == nil
    }
    return left.high == right.high && areLongEqual(left, right)
  }

  private static func areLongEqual(_ left: Text, _ right: Text) -> Bool {
    if left.bytes === right.bytes, left.low == right.low { return true }
    return left.withBytes { first in right.withBytes { areEqual(first, $0) } }
  }

  /// By code points, which is the order of the UTF-8 bytes.
  public static func < (left: Text, right: Text) -> Bool {
    left.withBytes { first in right.withBytes { first.lexicographicallyPrecedes($0) } }
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(quickHash)
  }

  /// A hash for tables of our own, some four times as fast as `Hasher`'s. It has a secret of the process in it, so that nobody can
  /// write keys that all fall into one place.
  package var quickHash: UInt64 {
    guard bytes != nil else { return Text.inlineHash(low, high) }
    return withBytes { Text.longHash($0) }
  }

  static func inlineHash(_ low: UInt64, _ high: UInt64) -> UInt64 {
    fold(low ^ secret, high ^ 0xA076_1D64_78BD_642F)
  }

  static func longHash(_ buffer: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(buffer)
    var hash = secret ^ UInt64(truncatingIfNeeded: raw.count)
    var index = 0
    while index + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      hash = fold(hash ^ word, 0xE703_7ED1_A0B4_28DB)
      index += 8
    }
    // The last eight bytes, some of them a second time.
    let last = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
    return fold(hash ^ last, 0x8EBC_6AF0_9C88_C6E3)
  }

  /// Both halves of a product (as in wyhash): every bit of the factors reaches every bit of it.
  package static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Differs from process to process, as all hashing in Swift does.
  static let secret = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1
}
