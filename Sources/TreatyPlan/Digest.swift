import Crypto

/// SHA-256 (FIPS 180-4), as plans, marks and written fields are named by it.
public enum Digest {
  /// Digest of bytes as 64 lower-case hex digits.
  public static func hex(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The mark that is written with a record, by which it is found again when nobody knows whether it was made.
  ///
  /// The same for every attempt to make the record of one key, other for any other: 96 bits of a digest over package, flow,
  /// target and key.
  public static func mark(package: String, flow: String, target: String, identity: String) -> String {
    // Lengths go before the parts, so that no two different lists of parts are joined to the same bytes.
    let joined = [package, flow, target, identity].map { "\($0.utf8.count):\($0)" }.joined()
    return "treaty-" + hex(Array(joined.utf8)).prefix(24)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
