/// URIs (RFC 3986), and IRIs (RFC 3987), which may have other letters than those of ASCII.
enum URIFormats {
  /// Whether it is one with a scheme.
  static func isURI(_ bytes: UnsafeBufferPointer<UInt8>, isInternational: Bool) -> Bool {
    guard let colon = schemeEnd(bytes[...]) else { return false }
    return isRest(bytes[(colon + 1)...], isInternational: isInternational)
  }

  /// Whether it is one with a scheme or a relative reference.
  static func isReference(_ bytes: UnsafeBufferPointer<UInt8>, isInternational: Bool) -> Bool {
    if let colon = schemeEnd(bytes[...]) { return isRest(bytes[(colon + 1)...], isInternational: isInternational) }
    // The first step of a relative path has no `:`, or it would be a scheme (§4.2).
    let first = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return !first.contains(UInt8(ascii: ":")) && isRest(bytes[...], isInternational: isInternational)
  }

  /// Where the `:` behind a scheme stands.
  private static func schemeEnd(_ bytes: Bytes) -> Int? {
    guard let first = bytes.first, isLetter(first) else { return nil }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ":"): return index
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
      case let byte where isLetter(byte) || isDigit(byte): break
      default: return nil
      }
    }
    return nil
  }

  private static func isRest(_ bytes: Bytes, isInternational: Bool) -> Bool {
    var rest = bytes
    if rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
      rest = rest.dropFirst(2)
      let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
      guard isAuthority(authority, isInternational) else { return false }
      rest = rest.dropFirst(authority.count)
    }
    let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard consists(path, isInternational, also: ":@/") else { return false }
    rest = rest.dropFirst(path.count)
    if rest.first == UInt8(ascii: "?") {
      let query = rest.dropFirst().prefix { $0 != UInt8(ascii: "#") }
      guard consists(query, isInternational, also: ":@/?", isQuery: true) else { return false }
      rest = rest.dropFirst(query.count + 1)
    }
    return rest.isEmpty || consists(rest.dropFirst(), isInternational, also: ":@/?")
  }

  private static func isAuthority(_ bytes: Bytes, _ isInternational: Bool) -> Bool {
    var host = bytes
    if let at = bytes.firstIndex(of: UInt8(ascii: "@")) {
      guard consists(bytes[..<at], isInternational, also: ":") else { return false }
      host = bytes[(at + 1)...]
    }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      return isLiteral(host[(host.startIndex + 1)..<end]) && isPort(host[(end + 1)...])
    }
    let name = host.prefix { $0 != UInt8(ascii: ":") }
    return consists(name, isInternational, also: "") && isPort(host.dropFirst(name.count))
  }

  private static func isPort(_ bytes: Bytes) -> Bool {
    bytes.isEmpty || bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(isDigit)
  }

  /// An IPv6 address, or one of a version that is still to come: `v7.abc`.
  private static func isLiteral(_ bytes: Bytes) -> Bool {
    guard let first = bytes.first, first | 0x20 == UInt8(ascii: "v") else { return NetworkAddress.isIPv6(bytes) }
    let version = bytes.dropFirst().prefix { HexDigits.value($0) != nil }
    let rest = bytes.dropFirst(1 + version.count)
    return !version.isEmpty && rest.first == UInt8(ascii: ".") && rest.count > 1
      && rest.dropFirst().allSatisfy { isUnreserved($0) || isDelimiter($0) || $0 == UInt8(ascii: ":") }
  }

  /// Whether there are only unreserved characters, delimiters inside a part, `%41` and the like, and some more.
  private static func consists(
    _ bytes: Bytes, _ isInternational: Bool, also others: StaticString, isQuery: Bool = false
  ) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if isUnreserved(byte) || isDelimiter(byte) { continue }
      if byte == UInt8(ascii: "%") {
        guard index + 1 < bytes.endIndex, HexDigits.value(bytes[index]) != nil, HexDigits.value(bytes[index + 1]) != nil
        else { return false }
        index += 2
        continue
      }
      if byte > 0x7F {
        guard isInternational, let scalar = scalar(bytes, at: &index), isLetter(scalar, inQuery: isQuery) else {
          return false
        }
        continue
      }
      guard others.withUTF8Buffer({ $0.contains(byte) }) else { return false }
    }
    return true
  }

  /// The character that begins before `index`, which goes behind it.
  private static func scalar(_ bytes: Bytes, at index: inout Int) -> Unicode.Scalar? {
    let lead = bytes[index - 1]
    let count = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    guard index + count <= bytes.endIndex else { return nil }
    var code = UInt32(lead) & (0x3F >> UInt32(count))
    for byte in bytes[index..<index + count] { code = code << 6 | UInt32(byte & 0x3F) }
    index += count
    return Unicode.Scalar(code)
  }

  /// `ucschar` of RFC 3987 §2.2, and in queries `iprivate`: all but controls and what will never be a character.
  private static func isLetter(_ scalar: Unicode.Scalar, inQuery: Bool) -> Bool {
    switch scalar.value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: inQuery
    case 0x10000...0xEFFFF: scalar.value & 0xFFFF <= 0xFFFD && !(0xE0000...0xE0FFF).contains(scalar.value)
    default: false
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: isLetter(byte) || isDigit(byte)
    }
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
