public import TreatyStore

/// What a look at all of a store has found, for `treaty doctor`.
public struct Examination: Hashable, Sendable, Codable {
  /// How bad something is.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// The file is not what SQLite wrote: what is in it cannot be trusted.
    case damage
    /// The file is whole, and says something that Treaty never writes.
    case mistake
    /// All is well so far; somebody should know.
    case note
  }

  /// One thing that is not as it should be.
  public struct Finding: Hashable, Sendable, Codable {
    /// Stable name of what was looked at.
    public var check: String
    /// How bad it is.
    public var kind: Kind
    /// What is wrong.
    public var message: String
    /// How often.
    public var count: Int
    /// The first of what it is found at, ten at most: numbers of deliveries, messages or lanes, as the message says.
    public var examples: [String]
    /// What to do about it.
    public var mend: String
    /// Whether `treaty doctor --mend` does that.
    public var isMendable: Bool
  }

  /// What is in force.
  public var facts: SQLiteStore.Facts
  /// Settings that its promises rest on, read back.
  public var settings: [String: String]
  /// Rows by table.
  public var rows: [String: Int]
  /// Room on its disk.
  public var room: StoreRoom
  /// When it was restored from a backup, in milliseconds since the epoch; `nil` where it never was.
  public var restored: Instant?
  /// Everything that was found, the worst first.
  public var findings: [Finding]

  /// Whether something is wrong.
  public var isWell: Bool { findings.allSatisfy { $0.kind == .note } }
}
