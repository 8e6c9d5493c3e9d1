/// Takes secrets out of what others say.
///
/// A system that refuses a token may repeat it in its answer, and an answer's words are kept and logged. So every answer passes here
/// before anything else sees it.
public struct Redactor: Sendable {
  private let secrets: [[UInt8]]

  /// Secrets with fewer bytes are not looked for: they would be found in texts that have nothing to do with them.
  private static let shortest = 6
  private static let stars = Array("***".utf8)

  /// A redactor of these secrets.
  public init(_ secrets: [Secret]) {
    // The longest first: one secret may begin with another.
    self.secrets = secrets.map { Array($0.reveal().utf8) }.filter { $0.count >= Redactor.shortest }
      .sorted { $0.count > $1.count }
  }

  /// The bytes with stars in place of every secret.
  public func redact(_ bytes: [UInt8]) -> [UInt8] {
    secrets.reduce(bytes) { bytes, secret in Redactor.replace(secret, in: bytes) }
  }

  /// The text with stars in place of every secret.
  public func redact(_ text: String) -> String {
    let bytes = text.utf8
    // Most texts have the first letter of no secret followed by its second.
    guard secrets.contains(where: { mayHold($0, bytes) }) else { return text }
    let redacted = redact(Array(bytes))
    return redacted.elementsEqual(bytes) ? text : String(decoding: redacted, as: UTF8.self)
  }

  private func mayHold(_ secret: [UInt8], _ bytes: String.UTF8View) -> Bool {
    guard bytes.count >= secret.count else { return false }
    var last: UInt8?
    for byte in bytes {
      if last == secret[0], byte == secret[1] { return true }
      last = byte
    }
    return false
  }

  private static func replace(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8]?
    var (kept, index) = (0, 0)
    while let found = bytes[index...].firstIndex(of: secret[0]), found + secret.count <= bytes.count {
      guard bytes[found..<found + secret.count].elementsEqual(secret) else {
        index = found + 1
        continue
      }
      out = (out ?? []) + bytes[kept..<found] + stars
      kept = found + secret.count
      index = kept
    }
    return out.map { $0 + bytes[kept...] } ?? bytes
  }
}

extension Redactor: CustomReflectable {
  /// Nothing: the secrets are in here.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
