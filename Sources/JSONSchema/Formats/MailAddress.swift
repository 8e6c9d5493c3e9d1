/// Mail addresses: `Mailbox` of RFC 5321 §4.1.2, and with other letters than those of ASCII of RFC 6531 §3.3.
enum MailAddress {
  /// Most bytes before the `@` (RFC 5321 §4.5.3.1.1).
  private static let mostLocal = 64

  static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>, isInternational: Bool) -> Bool {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at <= mostLocal else { return false }
    let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
    let isLocal =
      local.first == UInt8(ascii: "\"") ? isQuoted(local, isInternational) : isDotted(local, isInternational)
    return isLocal && isDomain(domain, isInternational)
  }

  private static func isDomain(_ bytes: Bytes, _ isInternational: Bool) -> Bool {
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 2 {
      let literal = bytes.dropFirst().dropLast()
      let tag = Array("IPv6:".utf8)
      guard literal.count > tag.count, zip(literal, tag).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else {
        return NetworkAddress.isIPv4(literal, allowsLeadingZeros: false)
      }
      return NetworkAddress.isIPv6(literal.dropFirst(tag.count))
    }
    return isInternational ? HostName.isInternationalHostName(bytes) : HostName.isHostName(bytes)
  }

  /// Words with dots between them.
  private static func isDotted(_ bytes: Bytes, _ isInternational: Bool) -> Bool {
    var before = UInt8(ascii: ".")
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        if before == byte { return false }
      } else if !isWord(byte), byte < 0x80 || !isInternational {
        return false
      }
      before = byte
    }
    return before != UInt8(ascii: ".")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    URIFormats.isLetter(byte) || URIFormats.isDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  /// A text in quotes, in which a backslash takes the meaning of the next character.
  private static func isQuoted(_ bytes: Bytes, _ isInternational: Bool) -> Bool {
    guard bytes.count >= 2, bytes.last == UInt8(ascii: "\"") else { return false }
    var isEscaped = false
    for byte in bytes.dropFirst().dropLast() {
      if byte >= 0x80 {
        guard isInternational, !isEscaped else { return false }
      } else {
        guard (0x20...0x7E).contains(byte), isEscaped || byte != UInt8(ascii: "\"") else { return false }
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return !isEscaped
  }
}
