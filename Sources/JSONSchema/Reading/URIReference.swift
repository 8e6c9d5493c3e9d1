/// A reference taken apart as RFC 3986 appendix B does, whether it is well-formed or not.
struct URIReference: Hashable {
  var scheme: String?
  var authority: String?
  var path: String
  var query: String?
  var fragment: String?

  /// Takes a reference apart.
  init(_ text: String) {
    var rest = text.utf8[...]
    if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      fragment = String(Substring(rest[rest.index(after: mark)...]))
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = String(Substring(rest[rest.index(after: mark)...]))
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex,
      !rest[..<colon].contains(UInt8(ascii: "/"))
    {
      scheme = String(Substring(rest[..<colon]))
      rest = rest[rest.index(after: colon)...]
    }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = String(Substring(rest[..<end]))
      rest = rest[end...]
    }
    path = String(Substring(rest))
  }

  /// The reference as it is meant where `base` is the one it stands in (RFC 3986 §5.2.2).
  func resolved(against base: URIReference) -> URIReference {
    var target = self
    if scheme != nil {
      target.path = URIReference.withoutDots(path)
      return target
    }
    target.scheme = base.scheme
    if authority != nil {
      target.path = URIReference.withoutDots(path)
      return target
    }
    target.authority = base.authority
    if path.isEmpty {
      target.path = base.path
      target.query = query ?? base.query
    } else if path.utf8.first == UInt8(ascii: "/") {
      target.path = URIReference.withoutDots(path)
    } else if base.authority != nil, base.path.isEmpty {
      target.path = URIReference.withoutDots("/" + path)
    } else {
      let folder = base.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { base.path[...$0] } ?? ""
      target.path = URIReference.withoutDots(folder + path)
    }
    return target
  }

  /// A path without `.` and `..` (RFC 3986 §5.2.4).
  private static func withoutDots(_ path: some StringProtocol) -> String {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return String(path) }
    var out: [Substring] = []
    let steps = Substring(path).split(separator: "/", omittingEmptySubsequences: false)
    for (place, step) in steps.enumerated() {
      let isLast = place == steps.count - 1
      switch step {
      case ".": if isLast { out.append("") }
      case "..":
        // The empty step before the first `/` stays.
        if out.count > 1 || out.first.map({ !$0.isEmpty }) ?? false { out.removeLast() }
        if isLast { out.append("") }
      default: out.append(step)
      }
    }
    return out.joined(separator: "/")
  }

  /// The reference without its fragment.
  var document: String {
    (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path + (query.map { "?" + $0 } ?? "")
  }

  /// Bytes for `%41` and the like; `nil` where what follows a `%` is no byte, or the bytes are not UTF-8.
  static func decode(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap({ HexDigits.value($0) }),
        let low = rest.popFirst().flatMap({ HexDigits.value($0) })
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Digits to the base of sixteen.
enum HexDigits {
  /// The value of a digit, whatever its case.
  @inline(__always)
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
