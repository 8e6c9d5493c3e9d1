import CEL

/// Names of hosts: letters, digits and `-` (RFC 1123 §2.1), and with other letters as IDNA 2008 (RFC 5890 to 5892) has them.
///
/// Not looked at: the rule for names that are written from right to left (RFC 5893), and whether a name is in normal form.
enum HostName {
  /// Most bytes of a name, without the dot at its end that nobody writes.
  private static let most = 253
  /// Most bytes of a part between dots.
  private static let mostLabel = 63

  /// Whether a text is a name in ASCII. A part that begins with `xn--` has to be what it says: a name of other letters.
  static func isHostName(_ bytes: Bytes) -> Bool {
    guard !bytes.isEmpty, bytes.count <= most else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// Whether a text is a name in any letters.
  static func isInternationalHostName(_ bytes: Bytes) -> Bool {
    // A letter has at most four bytes here and one at least where it is sent.
    guard bytes.count <= 4 * most else { return false }
    // Dots of other scripts divide too (RFC 3490 §3.1).
    let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    let labels = Text(utf8: bytes).scalars.split(omittingEmptySubsequences: false) { dots.contains($0) }
    var length = -1
    for label in labels {
      guard let bytes = sentLength(of: label) else { return false }
      length += bytes + 1
    }
    return length <= most
  }

  /// Length of a part as it is sent, in ASCII; `nil` where it is none.
  private static func sentLength(of label: ArraySlice<Unicode.Scalar>) -> Int? {
    if label.allSatisfy(\.isASCII) {
      let bytes = label.map { UInt8(truncatingIfNeeded: $0.value) }
      return bytes.withUnsafeBufferPointer { isLabel($0[...]) } ? bytes.count : nil
    }
    guard DomainLabel.isValid(Array(label)), let encoded = Punycode.length(of: label), encoded + 4 <= mostLabel else {
      return nil
    }
    return encoded + 4
  }

  private static func isLabel(_ bytes: Bytes) -> Bool {
    guard let first = bytes.first, let last = bytes.last, bytes.count <= mostLabel, first != UInt8(ascii: "-"),
      last != UInt8(ascii: "-"),
      bytes.allSatisfy({ URIFormats.isLetter($0) || URIFormats.isDigit($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    let prefix = Array("xn--".utf8)
    guard bytes.count >= 4, zip(bytes, prefix).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) else { return true }
    guard let scalars = Punycode.decode(bytes.dropFirst(4)) else { return false }
    // What is all ASCII is not written so.
    return !scalars.allSatisfy(\.isASCII) && DomainLabel.isValid(scalars)
  }
}
