/// Texts in HTML: `textToHtml`.
enum HTMLEscaping {
  /// The text as HTML: what HTML reads as markup as references, line breaks as `<br>`.
  ///
  /// Fit for the content of an element and for a value in quotes. Not for a script, a style, or an address of a link, where other
  /// characters have a meaning.
  static func html(of text: Text) -> Text {
    var out: [UInt8] = []
    text.withBytes { bytes in
      out.reserveCapacity(bytes.count)
      for index in bytes.indices {
        switch bytes[index] {
        case UInt8(ascii: "&"): out += "&amp;".utf8
        case UInt8(ascii: "<"): out += "&lt;".utf8
        case UInt8(ascii: ">"): out += "&gt;".utf8
        case UInt8(ascii: "\""): out += "&quot;".utf8
        case UInt8(ascii: "'"): out += "&#39;".utf8
        case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: break
        case 0x0A, 0x0D: out += "<br>".utf8
        // HTML has no NUL, and readers differ in what they make of one.
        case 0: out += "\u{FFFD}".utf8
        case let byte: out.append(byte)
        }
      }
    }
    return Text(utf8: out)
  }
}
