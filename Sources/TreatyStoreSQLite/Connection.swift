import Foundation
import GRDB
import TreatyKeys
import TreatyStore

/// The one connection, on a thread of its own: a flush holds up nobody but those who wait for it, where on a thread that all tasks
/// share it would hold up a part of the whole host.
///
/// Cancelling a task does not reach in here. A transaction that has begun is ended and reported, so its caller always knows.
actor Connection {
  private let queue: DatabaseQueue
  /// Only this actor has them; what `deinit` does it does when nobody else can.
  private nonisolated(unsafe) let statements = PreparedStatements()
  private let health: StoreHealth
  /// What its payloads are sealed with.
  nonisolated let keys: KeyRing
  nonisolated let sealing: Sealing
  /// Given back when the connection is closed, not before: closing checkpoints.
  private var lock: StoreLock?
  private nonisolated let executor = ConnectionExecutor()
  private nonisolated let isInMemory: Bool
  private let wal: WALSize
  /// What is kept under which name.
  private var names: StoredNames
  private var backup: OnlineBackup?

  /// Pages in the WAL after which it is written back at the latest: 16 MiB.
  static let pagesPerCheckpoint = 4_000
  private static let pageBytes = 4_096

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Opens a file that is locked, or memory where there is none.
  init(
    _ file: StoreFile?, keys: KeyRing, health: StoreHealth, pagesPerCheckpoint: Int = Connection.pagesPerCheckpoint
  ) throws(StoreError) {
    self.health = health
    self.keys = keys
    wal = WALSize(most: pagesPerCheckpoint)
    lock = file?.lock
    isInMemory = file == nil
    Settings.process
    do {
      if let file { try Settings.look(at: file.path, shownAs: health.path) }
      queue = try DatabaseQueue(path: file?.path ?? ":memory:", configuration: Settings.configuration)
      let left = file.map { FileSystem.bytes(of: $0.path + "-wal") / Self.pageBytes } ?? 0
      (sealing, names) = try queue.writeWithoutTransaction { [wal] in
        try Settings.apply(to: $0, isInMemory: file == nil, path: health.path, keys)
        wal.watch($0, pages: left)
        return (
          Sealing(keys, names: try Settings.names(in: $0, path: health.path)),
          try Settings.formerNames(in: $0, path: health.path)
        )
      }
      if let file { statements.witness = AuditWitness(store: file.path) }
    } catch {
      throw health.note(error)
    }
  }

  /// Runs `body` in one transaction that has the write lock from its beginning.
  ///
  /// In memory there is no flush to wait for, and to go to another thread and back takes longer than most transactions: it runs here.
  nonisolated func transaction<Result: Sendable>(
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    guard isInMemory else { return try await carryOut(body) }
    return try executor.sync {
      assumeIsolated { connection in
        Swift.Result { () throws(StoreError) in try connection.carryOut(body) }
      }
    }.get()
  }

  private func carryOut<Result: Sendable>(
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    if let failure = health.failure { throw failure }
    do {
      let result = try write(body)
      if wal.isDue { checkpoint() }
      return result
    } catch {
      let error = health.note(error)
      // What lies in the WAL and fits into the database makes room in the WAL: there may be a way on without a person.
      if case .full = error { checkpoint() }
      throw error
    }
  }

  private func write<Result: Sendable>(
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) throws -> Result {
    var result: Result?
    var isCommitted = false
    defer { if !isCommitted { statements.forget() } }
    var audited: AuditCheckpoint?
    var names = names
    try queue.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        var transaction = SQLiteTransaction(
          database: database, statements: statements, sealing: sealing, health: health, names: names)
        result = try body(&transaction)
        try transaction.writeCounts()
        audited = try transaction.signAudit()
        names = transaction.names
        // An error that `body` did not pass on.
        if let failure = health.failure { throw failure }
        return .commit
      }
      isCommitted = true
      self.names = names
      if let audited { statements.witness?.note(audited) }
    }
    guard let result else { throw StoreError.failed(path: health.path, why: "a transaction gave nothing") }
    return result
  }

  /// Writes the WAL back into the database. SQLite would do it by itself, but keep to itself how that ended
  /// (`sqlite3_wal_autocheckpoint`). What was committed stays committed, whatever happens here: the next transaction hears of it.
  private func checkpoint() {
    guard !isInMemory, health.failure == nil else { return }
    let began = ContinuousClock.now
    defer { wal.noteWritten(in: .now - began) }
    do {
      try queue.writeWithoutTransaction { database in
        _ = try Row.fetchOne(database.cachedStatement(sql: "PRAGMA wal_checkpoint(PASSIVE)"))
      }
    } catch { _ = health.note(error) }
  }

  /// Whether the WAL is written back in small pieces from now on.
  func writeBack(often: Bool) { wal.expect(scattered: often) }

  /// What is in force, read back from the database.
  func facts() throws(StoreError) -> SQLiteStore.Facts {
    do { return try queue.writeWithoutTransaction { try SQLiteStore.Facts($0) } } catch { throw health.note(error) }
  }

  /// Empties a store in memory, so that the next test or simulation need not make its tables again.
  func erase() throws(StoreError) {
    guard isInMemory else { throw .failed(path: health.path, why: "only a store in memory can be emptied") }
    do {
      try queue.writeWithoutTransaction { database in
        // What refers to others goes before them.
        let order = ["attempts", "deliveries", "links", "lanes"]
        let tables = try String.fetchAll(
          database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        let deletions = (order + tables.filter { !order.contains($0) }).map { "DELETE FROM \($0);" }.joined()
        try database.execute(sql: "BEGIN; \(deletions) COMMIT")
        statements.forget()
      }
      names = StoredNames()
    } catch { throw health.note(error) }
  }

  // MARK: Backup

  /// Begins a copy; there is one at a time.
  func beginBackup(to path: String) throws(StoreError) {
    if let failure = health.failure { throw failure }
    guard backup == nil else { throw .failed(path: path, why: "another backup is being made: wait for its end") }
    do {
      backup = try queue.writeWithoutTransaction { try OnlineBackup(of: $0, to: path) }
    } catch let error as StoreError { throw error } catch { throw health.note(error) }
  }

  /// Copies some pages.
  func stepBackup(pages: Int) throws(StoreError) -> BackupProgress {
    guard let backup else { throw .failed(path: health.path, why: "the backup was broken off") }
    do {
      let progress = try queue.writeWithoutTransaction { _ in try backup.step(pages: pages) }
      if progress.isWhole { self.backup = nil }
      return progress
    } catch let error as StoreError { throw error } catch { throw health.note(error) }
  }

  /// Breaks off a copy that was begun.
  func abandonBackup() {
    backup?.abandon()
    backup = nil
  }

  /// Runs something that only looks, outside a transaction.
  func look<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws(StoreError) -> Result {
    if let failure = health.failure { throw failure }
    do { return try queue.writeWithoutTransaction(body) } catch { throw health.note(error) }
  }

  /// Changes something by hand, in one transaction.
  func change<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws(StoreError) -> Result {
    if let failure = health.failure { throw failure }
    var result: Result?
    do {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
      }
    } catch { throw health.note(error) }
    guard let result else { throw .failed(path: health.path, why: "a transaction gave nothing") }
    return result
  }

  /// Closes the connection, then gives back the lock.
  func close() throws(StoreError) {
    statements.witness?.write()
    // SQLite does not close what has statements left.
    statements.finish()
    // SQLite does not close what is being copied.
    abandonBackup()
    do { try queue.close() } catch { throw health.note(error) }
    lock = nil
  }

  deinit {
    statements.finish()
    // Before the lock goes. An error changes nothing: the WAL stays, and the next to open reads it.
    try? queue.close()
  }
}

/// A thread's worth of turns, one after the other.
private final class ConnectionExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "treaty.store")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Takes a turn on the caller's thread, as soon as there is none before it.
  func sync<Result>(_ body: () -> Result) -> Result { queue.sync(execute: body) }

  /// So that ``sync(_:)`` is known to be a turn.
  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
