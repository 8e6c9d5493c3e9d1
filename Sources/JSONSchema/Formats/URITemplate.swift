/// URI templates (RFC 6570 §2).
enum URITemplate {
  static func isTemplate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = bytes[...]
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "{"):
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")), isExpression(rest[(rest.startIndex + 1)..<end]) else {
          return false
        }
        rest = rest[(end + 1)...]
      case UInt8(ascii: "%"):
        guard isTriplet(rest) else { return false }
        rest = rest.dropFirst(3)
      // An apostrophe is allowed by erratum 6937.
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
        UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "}"), 0x7F:
        return false
      default: rest = rest.dropFirst()
      }
    }
    return true
  }

  private static func isTriplet(_ bytes: Bytes) -> Bool {
    bytes.count >= 3 && bytes.prefix(3).dropFirst().allSatisfy { HexDigits.value($0) != nil }
      && bytes.first == UInt8(ascii: "%")
  }

  /// An operator or none, and variables with commas between them.
  private static func isExpression(_ bytes: Bytes) -> Bool {
    var rest = bytes
    if let first = rest.first, "+#./;?&=,!@|".utf8.contains(first) {
      // Those behind the first seven are kept for later (§2.2).
      guard "+#./;?&".utf8.contains(first) else { return false }
      rest = rest.dropFirst()
    }
    return rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  /// A name with dots in it or not, and `*` or `:` with a number up to 9999.
  private static func isVariable(_ bytes: Bytes) -> Bool {
    var name = bytes
    if name.last == UInt8(ascii: "*") {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
      let digits = name[(colon + 1)...]
      guard (1...4).contains(digits.count), digits.allSatisfy(URIFormats.isDigit), digits.first != UInt8(ascii: "0")
      else { return false }
      name = name[..<colon]
    }
    return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isName)
  }

  private static func isName(_ bytes: Bytes) -> Bool {
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: "%") {
        guard isTriplet(rest) else { return false }
        rest = rest.dropFirst(3)
      } else if URIFormats.isLetter(byte) || URIFormats.isDigit(byte) || byte == UInt8(ascii: "_") {
        rest = rest.dropFirst()
      } else {
        return false
      }
    }
    return !bytes.isEmpty
  }
}
