/// JSON pointers, absolute and relative, and UUIDs.
enum PointerFormats {
  /// RFC 6901 §3: `~` stands only before `0` and `1`.
  static func isPointer(_ bytes: Bytes) -> Bool {
    guard let first = bytes.first else { return true }
    guard first == UInt8(ascii: "/") else { return false }
    var isEscape = false
    for byte in bytes {
      if isEscape, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
      isEscape = !isEscape && byte == UInt8(ascii: "~")
    }
    return !isEscape
  }

  /// A number of levels up, a number of elements on or back, and a pointer or `#` (draft-bhutton-relative-json-pointer-00 §3).
  static func isRelativePointer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard var rest = number(bytes[...], allowsZero: true) else { return false }
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      guard let after = number(rest.dropFirst(), allowsZero: false) else { return false }
      rest = after
    }
    if rest.first == UInt8(ascii: "#") { return rest.count == 1 }
    return isPointer(rest)
  }

  /// What follows a number without needless zeros.
  private static func number(_ bytes: Bytes, allowsZero: Bool) -> Bytes? {
    let digits = bytes.prefix(while: URIFormats.isDigit)
    guard !digits.isEmpty else { return nil }
    if digits.first == UInt8(ascii: "0") { return allowsZero && digits.count == 1 ? bytes.dropFirst() : nil }
    return bytes.dropFirst(digits.count)
  }

  /// RFC 4122 §3, whatever the version.
  static func isUUID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 36 else { return false }
    for index in bytes.indices {
      switch index {
      case 8, 13, 18, 23: if bytes[index] != UInt8(ascii: "-") { return false }
      default: if HexDigits.value(bytes[index]) == nil { return false }
      }
    }
    return true
  }
}
