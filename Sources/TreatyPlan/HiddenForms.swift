/// A text in the forms in which others repeat it: in a URL, in JSON, in HTML, within base64. Upper and lower case are not told apart where they
/// are looked for, so each stands here once.
enum HiddenForms {
  /// Characters of base64 below which a form is left out: it would be found in what has nothing to do with it.
  private static let shortest = 8

  /// The text itself, and all its other forms.
  static func all(of text: [UInt8]) -> Set<[UInt8]> {
    var forms: Set<[UInt8]> = [text, inJSON(text), inJSON(text, slash: true), inASCIIJSON(text), inHTML(text)]
    // An address within an address, and JSON within JSON: who complains of a request quotes it.
    forms.formUnion([inJSON(inJSON(text)), inJSON(inASCIIJSON(text))])
    for space in ["%20", "+"] {
      let form = inURL(text, space: Array(space.utf8))
      forms.formUnion([form, inURL(form, space: Array(space.utf8))])
      // Most leave the slash as it is, which stands for itself in a query.
      forms.insert(inURL(text, space: Array(space.utf8), keeping: UInt8(ascii: "/")))
    }
    for offset in 0..<3 {
      let inner = inBase64(text, at: offset)
      guard inner.count >= shortest else { continue }
      forms.insert(inner)
      // RFC 4648 §5, for URLs.
      forms.insert(
        inner.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 })
    }
    return forms
  }

  /// Percent-encoded (RFC 3986 §2.1); `+` is how forms write a space.
  private static func inURL(_ text: [UInt8], space: [UInt8], keeping kept: UInt8? = nil) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      if byte == 0x20 { return space }
      return isUnreserved(byte) || byte == kept ? [byte] : [UInt8(ascii: "%")] + hex(UInt16(byte), digits: 2)
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-._~".utf8.contains(byte)
  }

  /// As a JSON string (RFC 8259 §7), with no more escapes than it must have, and one for the slash where that is asked for.
  private static func inJSON(_ text: [UInt8], slash: Bool = false) -> [UInt8] {
    text.flatMap { slash && $0 == UInt8(ascii: "/") ? Array("\\/".utf8) : escaped($0) ?? [$0] }
  }

  /// The same with everything escaped that is not ASCII, and the slash, as some do.
  private static func inASCIIJSON(_ text: [UInt8]) -> [UInt8] {
    String(decoding: text, as: UTF8.self).utf16.flatMap { unit -> [UInt8] in
      guard unit < 0x80 else { return Array("\\u".utf8) + hex(unit, digits: 4) }
      let byte = UInt8(truncatingIfNeeded: unit)
      return byte == UInt8(ascii: "/") ? Array("\\/".utf8) : escaped(byte) ?? [byte]
    }
  }

  private static func escaped(_ byte: UInt8) -> [UInt8]? {
    switch byte {
    case UInt8(ascii: "\""): Array("\\\"".utf8)
    case UInt8(ascii: "\\"): Array("\\\\".utf8)
    case 0x0A: Array("\\n".utf8)
    case 0x0D: Array("\\r".utf8)
    case 0x09: Array("\\t".utf8)
    case 0..<0x20: Array("\\u".utf8) + hex(UInt16(byte), digits: 4)
    default: nil
    }
  }

  /// As text of a page of HTML.
  private static func inHTML(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      case UInt8(ascii: "'"): Array("&#39;".utf8)
      default: [byte]
      }
    }
  }

  /// What base64 (RFC 4648 §4) of something longer holds of the text, wherever in it the text stands: three bytes are four characters, so there are
  /// three ways, and characters at either end that have bits of a neighbour are left out.
  private static func inBase64(_ text: [UInt8], at offset: Int) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = [UInt8](repeating: 0, count: offset) + text
    let (first, end) = ((offset * 8 + 5) / 6, bytes.count * 8 / 6)
    guard first < end else { return [] }
    return (first..<end).map { character in
      let bit = character * 6
      let (index, shift) = (bit / 8, bit % 8)
      let pair = UInt16(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt16(bytes[index + 1]) : 0)
      return alphabet[Int(pair >> UInt16(10 - shift) & 0x3F)]
    }
  }

  private static func hex(_ number: UInt16, digits: Int) -> [UInt8] {
    let text = String(number, radix: 16)
    return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
  }
}
