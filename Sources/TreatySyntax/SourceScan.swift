/// What is to be known of a file's bytes before it is read, from one pass over them.
struct SourceScan {
  /// Offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7).
  private(set) var firstInvalid: Int?
  /// Whether every character is one byte.
  private(set) var isASCII = true
  /// Offset of the first character that makes a text mean two different things: U+0085, U+2028 and U+2029, which libyaml, a reader of
  /// YAML 1.1, takes for line breaks and YAML 1.2 (§5.4) does not; and a byte order mark anywhere but at the head of the file (§5.2),
  /// which libyaml passes over where a line begins.
  private(set) var firstDisputed: Int?
  /// Offsets of all `#`.
  private(set) var hashes: [UInt32] = []

  init(_ bytes: [UInt8]) {
    let count = bytes.count
    let raw = bytes.span.bytes
    var index = 0
    while index < count {
      // Eight bytes at a time, as long as nothing is among them that has to be looked at.
      while index + 8 <= count {
        let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 || SourceScan.hasHash(word) { break }
        index += 8
      }
      // Then one by one, as far as those eight went.
      let end = min(index + 8, count)
      while index < end {
        let byte = bytes[index]
        if byte < 0x80 {
          if byte == UInt8(ascii: "#") { hashes.append(UInt32(index)) }
          index += 1
        } else {
          guard let length = SourceScan.character(bytes, at: index) else {
            firstInvalid = index
            return
          }
          isASCII = false
          if firstDisputed == nil, SourceScan.isDisputed(bytes, at: index) { firstDisputed = index }
          index += length
        }
      }
    }
  }

  /// Whether one of eight bytes is `#`. Takes a `"` above a `#` for another, which costs nothing but a look.
  private static func hasHash(_ word: UInt64) -> Bool {
    let difference = word ^ 0x2323_2323_2323_2323
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }

  /// Bytes of a character that is no ASCII; `nil` where none stands.
  private static func character(_ bytes: [UInt8], at index: Int) -> Int? {
    let length: Int
    let second: ClosedRange<UInt8>
    switch bytes[index] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    for place in (index + 2)..<(index + max(2, length)) where bytes[place] & 0xC0 != 0x80 { return nil }
    return length
  }

  private static func isDisputed(_ bytes: [UInt8], at index: Int) -> Bool {
    if bytes[index] == 0xC2 { return bytes[index + 1] == 0x85 }
    if bytes[index] == 0xEF { return index > 0 && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF }
    return bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8
  }
}
