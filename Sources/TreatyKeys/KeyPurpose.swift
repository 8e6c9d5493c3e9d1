/// What a key of a ring is for. What is sealed for one purpose opens for no other.
public struct KeyPurpose: Hashable, Sendable, Codable, RawRepresentable {
  /// Its name in the ring.
  public let rawValue: String

  /// The purpose of a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Tells one key of a lane, one repetition of a message, one record from another without saying what it is: a keyed hash.
  public static let names = KeyPurpose(rawValue: "names")
  /// Keyed hashes in the place of classified values, in the audit trail.
  public static let values = KeyPurpose(rawValue: "values")
  /// Signs checkpoints of the audit trail.
  public static let signing = KeyPurpose(rawValue: "signing")
  /// Which records belong to which keys, and what was last written there. It stays as long as they do.
  public static let records = KeyPurpose(rawValue: "records")
  /// The audit trail.
  public static let audit = KeyPurpose(rawValue: "audit")
  /// What was moved out of a period whose key was due to be forgotten: dead letters, and what a hold keeps.
  public static let kept = KeyPurpose(rawValue: "kept")

  /// Messages that are kept by a retention policy, with all that came of them.
  public static func messages(_ policy: String) -> KeyPurpose { KeyPurpose(rawValue: "messages/\(policy)") }

  /// Whether it has keys for periods, one after the other.
  public var isPeriodic: Bool { self == .audit || self == .kept || rawValue.hasPrefix("messages/") }
}
