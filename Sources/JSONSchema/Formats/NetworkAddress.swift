/// Addresses of the internet as texts.
enum NetworkAddress {
  /// Four decimal numbers. RFC 2673 §3.2, which the format `ipv4` means, lets them begin with zeros; RFC 3986 does not.
  static func isIPv4(_ bytes: Bytes, allowsLeadingZeros: Bool) -> Bool {
    var (fields, digits, value) = (0, 0, 0)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !allowsLeadingZeros, digits > 0, value == 0 { return false }
        digits += 1
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        guard digits <= 3, value <= 255 else { return false }
      case UInt8(ascii: "."):
        guard digits > 0 else { return false }
        (fields, digits, value) = (fields + 1, 0, 0)
      default: return false
      }
    }
    return fields == 3 && digits > 0
  }

  /// Groups of hex digits with `::` at most once, and an IPv4 address as the last two (RFC 4291 §2.2).
  static func isIPv6(_ bytes: Bytes) -> Bool {
    var groups = 0
    var hasGap = false
    var rest = bytes
    if rest.starts(with: [UInt8(ascii: ":"), UInt8(ascii: ":")]) {
      hasGap = true
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
      let group = rest[..<end]
      if end == rest.endIndex, group.contains(UInt8(ascii: ".")) {
        guard isIPv4(group, allowsLeadingZeros: false) else { return false }
        groups += 2
        break
      }
      guard (1...4).contains(group.count), group.allSatisfy({ HexDigits.value($0) != nil }) else { return false }
      groups += 1
      guard groups <= 8 else { return false }
      rest = rest[end...]
      guard !rest.isEmpty else { break }
      rest.removeFirst()
      if rest.first == UInt8(ascii: ":") {
        guard !hasGap else { return false }
        hasGap = true
        rest.removeFirst()
      } else if rest.isEmpty {
        return false
      }
    }
    return hasGap ? groups <= 7 : groups == 8
  }
}
