/// Texts in addresses (RFC 3986 §2.1).
enum PercentEncoding {
  /// The text with everything but unreserved characters (§2.3) as `%XX`: fit for a segment of a path and for a value of a query.
  static func encode(_ text: Text) -> Text {
    var out: [UInt8] = []
    text.withBytes { bytes in
      out.reserveCapacity(bytes.count)
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "~"):
          out.append(byte)
        default: out += [UInt8(ascii: "%"), HexDigit.upper[Int(byte >> 4)], HexDigit.upper[Int(byte & 15)]]
        }
      }
    }
    return Text(utf8: out)
  }

  /// The text that is meant. `+` stays: it is a space in forms only.
  static func decode(_ text: Text) -> Value {
    let bytes = text.utf8
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        out.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.count, let high = HexDigit.value(bytes[index + 1]),
        let low = HexDigit.value(bytes[index + 2])
      else {
        return .failure(.conversion, "behind the `%` at byte \(index) stand no two hex digits")
      }
      out.append(high << 4 | low)
      index += 3
    }
    return Text(validating: out).map { .text($0) } ?? .failure(.conversion, "what is encoded is not UTF-8")
  }
}
