/// Whether bytes are well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF.
enum UTF8Check {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { firstInvalid(in: bytes) == nil }

  /// Offset of the first sequence that is not; `nil` when all are.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = raw.count
    var index = 0
    while index < count {
      // ASCII goes by in words.
      while index + 8 <= count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        index += 8
      }
      guard index < count else { return nil }
      let lead = raw[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard let length = length(raw, index, lead) else { return index }
      index += length
    }
    return nil
  }

  /// Length of the sequence that begins with a byte over 0x7F; `nil` when it is none (Unicode, table 3-7).
  private static func length(_ raw: UnsafeRawBufferPointer, _ index: Int, _ lead: UInt8) -> Int? {
    func tail(_ offset: Int) -> Bool { index + offset < raw.count && raw[index + offset] & 0xC0 == 0x80 }
    guard tail(1) else { return nil }
    let second = raw[index + 1]
    switch lead {
    case 0xC2...0xDF: return 2
    case 0xE0: return second >= 0xA0 && tail(2) ? 3 : nil
    case 0xED: return second <= 0x9F && tail(2) ? 3 : nil
    case 0xE1...0xEF: return tail(2) ? 3 : nil
    case 0xF0: return second >= 0x90 && tail(2) && tail(3) ? 4 : nil
    case 0xF4: return second <= 0x8F && tail(2) && tail(3) ? 4 : nil
    case 0xF1...0xF3: return tail(2) && tail(3) ? 4 : nil
    default: return nil
    }
  }
}
