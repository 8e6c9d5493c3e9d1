import Crypto

/// An entry of the audit trail as it is kept.
public struct AuditEntry: Hashable, Sendable {
  /// What is in it.
  public enum Content: Hashable, Sendable {
    /// What was appended.
    case readable([UInt8])
    /// Its key was forgotten, as its time had come. The chain still holds.
    case forgotten
    /// It does not open: it was changed, or put in the place of another.
    case damaged
  }

  /// Its number, from 1, without gaps.
  public var number: Int64
  /// When it was appended.
  public var time: Instant
  /// The bytes that are kept, and chained: sealed where the store seals.
  public var kept: [UInt8]
  /// What is in it.
  public var content: Content
  /// Its hash (``AuditChain/hash(after:number:time:kept:)``).
  public var hash: [UInt8]
  /// What it is found by, made of the record that it is about; `nil` where it is about none. Not chained: it is held against the content.
  public var recordName: String?

  /// An entry.
  public init(
    number: Int64, time: Instant, kept: [UInt8], content: Content, hash: [UInt8], recordName: String? = nil
  ) {
    self.recordName = recordName
    self.number = number
    self.time = time
    self.kept = kept
    self.content = content
    self.hash = hash
  }
}

/// What is known of both ends of the trail, signed by whoever wrote it.
public struct AuditEnds: Hashable, Sendable {
  /// The last entry that was written.
  public var head: AuditCheckpoint?
  /// The entry before the first that is still there: those up to it were removed, as their time had come.
  public var anchor: AuditCheckpoint?
  /// What was kept of the head outside the store, so that a whole store that was exchanged for an older one is found.
  public var witness: AuditCheckpoint?
  /// The key that all of them are signed with, 32 bytes; empty where nothing is signed.
  public var publicKey: [UInt8]

  /// Both ends.
  public init(
    head: AuditCheckpoint? = nil, anchor: AuditCheckpoint? = nil, witness: AuditCheckpoint? = nil,
    publicKey: [UInt8] = []
  ) {
    self.head = head
    self.anchor = anchor
    self.witness = witness
    self.publicKey = publicKey
  }

  /// Whether something outside the store says where the trail ends. Of a trail that is empty, or not signed, nothing need be said.
  public var isWitnessed: Bool {
    head == nil || publicKey.isEmpty || (witness.map { $0.isSigned(by: publicKey) } ?? false)
  }
}

/// That the trail had a certain entry at a certain time: its number and hash, signed with Ed25519 (RFC 8032).
public struct AuditCheckpoint: Hashable, Sendable, Codable {
  /// What it says.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// This was the last entry.
    case head
    /// The trail begins behind this one.
    case anchor
  }

  /// What it says.
  public var kind: Kind
  /// Number of the entry.
  public var number: Int64
  /// Hash of the entry.
  public var hash: [UInt8]
  /// When it was signed.
  public var time: Instant
  /// Signature over ``signed``; empty where nothing is signed.
  public var signature: [UInt8]

  /// A checkpoint.
  public init(kind: Kind, number: Int64, hash: [UInt8], time: Instant, signature: [UInt8] = []) {
    self.kind = kind
    self.number = number
    self.hash = hash
    self.time = time
    self.signature = signature
  }

  /// The bytes that are signed.
  public var signed: [UInt8] {
    Array("treaty audit checkpoint 1|\(kind.rawValue)|\(number)|\(time.milliseconds)|".utf8) + hash
  }

  /// Whether it was signed with the private half of a key.
  public func isSigned(by publicKey: [UInt8]) -> Bool {
    // Anything that is no key has signed nothing.
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: signed)
  }
}

/// How entries are chained: each has the hash of the one before it in its own, so that none can be changed, taken out or moved unseen.
public enum AuditChain {
  /// What stands in the place of the hash before the first entry.
  public static let start = [UInt8](repeating: 0, count: 32)

  /// SHA-256 over the hash before, number, time and bytes of an entry.
  public static func hash(after previous: [UInt8], number: Int64, time: Instant, kept: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: Array("treaty audit 1|".utf8))
    hash.update(data: previous)
    withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
    withUnsafeBytes(of: time.milliseconds.bigEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: kept)
    return Array(hash.finalize())
  }
}
