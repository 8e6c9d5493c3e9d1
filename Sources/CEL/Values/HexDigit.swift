/// Digits to the base of sixteen, as bytes of a text.
package enum HexDigit {
  /// The digits in lower case, by their value.
  static let lower = Array("0123456789abcdef".utf8)
  /// The digits in upper case, by their value.
  static let upper = Array("0123456789ABCDEF".utf8)

  /// Bytes as digits in lower case, two each.
  package static func text(of bytes: some Sequence<UInt8>) -> Text {
    Text(utf8: bytes.flatMap { [lower[Int($0 >> 4)], lower[Int($0 & 15)]] })
  }

  /// The value of a digit, whatever its case.
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
