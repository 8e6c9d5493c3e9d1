import Crypto
import Foundation

/// The key that all others are wrapped by: 256 bits that lie where the store does not.
///
/// It does not print: a log that is given one says nothing of it.
public struct MasterKey: Sendable, CustomStringConvertible, CustomReflectable {
  let key: SymmetricKey

  /// Bits of a key.
  public static let bytes = 32

  /// A new key, at random.
  public init() { key = SymmetricKey(size: .bits256) }

  /// A key as it is written down: 32 bytes, or the text of them in hex or base64, with or without a line's end.
  /// - Returns: `nil` for anything else.
  public init?(written: [UInt8]) {
    if written.count == MasterKey.bytes {
      key = SymmetricKey(data: written)
      return
    }
    let text = String(decoding: written, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = MasterKey.hex(text) ?? Data(base64Encoded: text).map(Array.init), bytes.count == MasterKey.bytes
    else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// As it is written into a file: base64 and a line's end.
  public var text: String { key.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n" }

  /// Tells one key from another, and says nothing of it: 16 hex digits of a digest.
  public var id: String {
    let code = HMAC<SHA256>.authenticationCode(for: Array("treaty master key".utf8), using: key)
    return code.prefix(8).map(Self.digits).joined()
  }

  /// Says that it is one, and no more.
  public var description: String { "master key" }
  /// Has no parts to be shown.
  public var customMirror: Mirror { Mirror(self, children: []) }

  static func digits(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  private static func hex(_ text: String) -> [UInt8]? {
    guard text.utf8.count == 2 * bytes else { return nil }
    var read: [UInt8] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16), rest.first != "+" else { return nil }
      read.append(byte)
      rest = rest.dropFirst(2)
    }
    return read
  }
}
