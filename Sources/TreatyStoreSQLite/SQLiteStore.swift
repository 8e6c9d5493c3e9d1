import Glibc
public import TreatyKeys
public import TreatyStore

/// The embedded store: one SQLite file, one connection that reads, writes and checkpoints.
///
/// One connection, because SQLite 3.7.0 to 3.51.2 (Debian 12 ships 3.40.1) can corrupt the file when two of them write or checkpoint
/// at the same moment (sqlite.org/wal.html, "The WAL-reset bug"). A lock file bars a second host for the same reason.
public final class SQLiteStore: Store {
  /// What a transaction can do.
  public typealias Transaction = SQLiteTransaction

  let connection: Connection
  private let walPath: String?
  private let reserve: StoreReserve?

  /// What is in force, read back from the database.
  public struct Facts: Hashable, Sendable, Codable {
    /// Version of SQLite.
    public var sqlite: String
    /// Journal mode: `wal`, or `memory`.
    public var journal: String
    /// `PRAGMA synchronous`: 2 is FULL.
    public var synchronous: Int
    /// Version of the tables.
    public var schema: Int
    /// Pages of the database, free ones among them.
    public var pages: Int
    /// Pages that hold nothing.
    public var freePages: Int
    /// Bytes of the database, what still lies in the WAL among them.
    public var bytes: Int
    /// Bytes of the WAL's file. It is written over from its beginning and does not shrink before the store is closed.
    public var walBytes: Int
  }

  /// Opens a store, making it where there is none. It is this process's until it is closed or the process ends.
  /// - Parameter master: what its keys are wrapped by; `nil` takes the key in the file beside it (``keyFile(path:)``), made where there is none.
  /// - Throws: ``StoreError`` when another host has it, when it cannot be used safely where it is, was made by a newer Treaty, or its keys are
  ///   not those that were given.
  public static func open(path: String, master: MasterKey? = nil) throws(StoreError) -> SQLiteStore {
    try open(path: path, master: master, pagesPerCheckpoint: Connection.pagesPerCheckpoint)
  }

  /// The same, with a WAL that is written back after so many pages, about: so that a test sees that without writing much.
  package static func open(path: String, master: MasterKey? = nil, pagesPerCheckpoint: Int) throws(StoreError)
    -> SQLiteStore
  {
    let file = try StoreFile(path)
    let keys = try StoreKeys.open(for: file.path, shownAs: path, isSealed: file.isSealed, master: master)
    let connection = try Connection(
      file, keys: keys, health: StoreHealth(path: path), pagesPerCheckpoint: pagesPerCheckpoint)
    return SQLiteStore(
      connection: connection, walPath: file.path + "-wal", reserve: StoreReserve(store: file.path))
  }

  /// Says that many changes all over the file are about to come, or that they are over. What is written back at once is a little meanwhile, so that
  /// nobody waits long for it.
  public func writeBack(often: Bool) async { await connection.writeBack(often: often) }

  /// A store in memory, with the same SQL: for tests and simulation. It forgets everything at its end.
  public static func inMemory() throws(StoreError) -> SQLiteStore {
    SQLiteStore(
      connection: try Connection(nil, keys: try .inMemory(), health: StoreHealth(path: ":memory:")), walPath: nil,
      reserve: nil)
  }

  /// The keys that it is sealed with.
  public var keys: KeyRing { connection.keys }

  private init(connection: Connection, walPath: String?, reserve: StoreReserve?) {
    self.connection = connection
    self.walPath = walPath
    self.reserve = reserve
  }

  /// How much room there is on its disk.
  public var room: StoreRoom { reserve?.room ?? .ample }

  /// Gives back what was set aside.
  public func openReserve() -> Bool { reserve?.open() ?? false }

  /// Sets room aside.
  public func fillReserve() -> Bool { reserve?.fill() ?? true }

  /// Runs `body` in one transaction (`BEGIN IMMEDIATE`), also where the calling task is cancelled meanwhile.
  public func transaction<Result: Sendable>(
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    try await connection.transaction(body)
  }

  /// Empties a store in memory.
  package func erase() async throws(StoreError) { try await connection.erase() }

  /// Writes back the WAL, closes the file and lets another host have it.
  public func close() async throws(StoreError) { try await connection.close() }

  /// What is in force, for `status`.
  public func facts() async throws(StoreError) -> Facts {
    var facts = try await connection.facts()
    var file = stat()
    // None there means nothing in it.
    if let walPath, stat(walPath, &file) == 0 { facts.walBytes = Int(file.st_size) }
    return facts
  }
}
