import Foundation
import GRDB
import Synchronization
public import TreatyStore

/// The embedded store: one SQLite file, one connection that reads, writes and checkpoints.
///
/// One connection, because SQLite 3.7.0 to 3.51.2 (Debian 12 ships 3.40.1) can corrupt the file when two of them write or checkpoint
/// at the same moment (sqlite.org/wal.html, "The WAL-reset bug"). A lock file bars a second host for the same reason.
public final class SQLiteStore: Store {
  /// What a transaction can do.
  public typealias Transaction = SQLiteTransaction

  private let queue: DatabaseQueue
  private let lock: StoreLock?
  private let path: String
  /// Set after a commit failed: what a failed flush has written is not known, so nothing more is written.
  private let failure = Mutex<StoreError?>(nil)

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
    /// Bytes of the database file.
    public var bytes: Int
  }

  /// Opens a store, making it where there is none.
  /// - Throws: ``StoreError`` when another host has it, when it cannot be used safely where it is, or was made by a newer Treaty.
  public static func open(path: String) throws(StoreError) -> SQLiteStore {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .unsafe(path: path, why: "its folder `\(folder)` does not exist")
    }
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .unsafe(path: path, why: "it is a folder; name a file in it")
    }
    if let objection = FileSystem.objection(folder: folder) { throw .unsafe(path: path, why: objection) }
    let lock: StoreLock
    switch StoreLock.take(path: path + ".lock") {
    case .success(let taken): lock = taken
    case .failure(.held(let holder)): throw .locked(path: path, holder: holder)
    case .failure(.unusable(let why)): throw .unsafe(path: path, why: why)
    }
    // SQLite gives the WAL the mode of the database.
    if !FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw .unsafe(path: path, why: "it cannot be made: is the folder writable?")
      }
    }
    return try SQLiteStore(path: path, lock: lock)
  }

  /// A store in memory, with the same SQL: for tests and simulation. It forgets everything at its end.
  public static func inMemory() throws(StoreError) -> SQLiteStore { try SQLiteStore(path: ":memory:", lock: nil) }

  private init(path: String, lock: StoreLock?) throws(StoreError) {
    self.path = path
    self.lock = lock
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.foreignKeysEnabled = true
      configuration.label = "treaty.store"
      configuration.maximumReaderCount = 1
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try SQLiteStore.prepare(queue, path: path)
    } catch let error as StoreError {
      throw error
    } catch {
      throw SQLiteStore.storeError(error, path: path)
    }
  }

  /// Sets what the promises rest on, and reads it back: GRDB and SQLite may each have another default.
  private static func prepare(_ queue: DatabaseQueue, path: String) throws {
    try queue.writeWithoutTransaction { database in
      let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      guard isEmpty || application == Schema.applicationID else {
        throw StoreError.unsafe(path: path, why: "it is a database of something else")
      }
      guard version <= Schema.version else {
        throw StoreError.tooNew(path: path, found: version, known: Schema.version)
      }
      if isEmpty { try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }
      let isInMemory = path == ":memory:"
      let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode = \(isInMemory ? "MEMORY" : "WAL")")
      try database.execute(
        sql:
          "PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536"
      )
      let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      guard synchronous == 2, journal == (isInMemory ? "memory" : "wal") else {
        throw StoreError.unsafe(
          path: path,
          why: "`synchronous=FULL` in WAL mode is not in force, so a power cut could lose what was acknowledged")
      }
      if version < Schema.version {
        try database.inTransaction(.immediate) {
          try Schema.migrate(database, from: version)
          return .commit
        }
      }
    }
  }

  /// Runs `body` in one transaction (`BEGIN IMMEDIATE`).
  public func transaction<Result: Sendable>(
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    if let failure = failure.withLock({ $0 }) { throw failure }
    do {
      // The queue's own thread is waited for: a transaction is short, and its caller has nothing else to do.
      return try withoutActuallyEscaping(body) { body in
        try queue.writeWithoutTransaction { database in
          var result: Result?
          try database.inTransaction(.immediate) {
            var transaction = SQLiteTransaction(database: database, path: path)
            result = try body(&transaction)
            return .commit
          }
          guard let result else { throw StoreError.failed(path: path, why: "a transaction gave nothing") }
          return result
        }
      }
    } catch let error as StoreError {
      throw remember(error)
    } catch {
      throw remember(SQLiteStore.storeError(error, path: path))
    }
  }

  /// What cannot be trusted any more is not used any more.
  private func remember(_ error: StoreError) -> StoreError {
    if case .failed = error { failure.withLock { $0 = $0 ?? error } }
    return error
  }

  /// Lets go of the store.
  public func close() async throws(StoreError) {
    do { try queue.close() } catch { throw SQLiteStore.storeError(error, path: path) }
  }

  /// What is in force.
  public func facts() throws(StoreError) -> Facts {
    do {
      return try queue.read { database in
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        return Facts(
          sqlite: try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "?",
          journal: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "?",
          synchronous: try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1,
          schema: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? -1, bytes: pages * size)
      }
    } catch { throw SQLiteStore.storeError(error, path: path) }
  }

  static func storeError(_ error: any Error, path: String) -> StoreError {
    guard let error = error as? DatabaseError else { return .failed(path: path, why: "\(error)") }
    let message = error.message ?? error.description
    switch error.resultCode {
    case .SQLITE_FULL: return .full(path: path)
    case .SQLITE_NOTADB: return .unsafe(path: path, why: "it is not a database")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
      return .unsafe(path: path, why: "it cannot be written: \(message)")
    default: return .failed(path: path, why: message)
    }
  }
}
