import Foundation
import GRDB
import Glibc
import TreatyKeys
public import TreatyStore

/// Puts a backup in the place of a store.
///
/// What the backup does not know may have been done since it was made. So the store is marked before it gets its name
/// (``StoreFact/restored``), and no host takes it for one that knows everything.
public enum StoreRestore {
  /// What came of it.
  public struct Outcome: Hashable, Sendable, Codable {
    /// When the backup was made; `nil` where it does not say.
    public var taken: Instant?
    /// Where the store that was there is now.
    public var aside: String?
  }

  /// Restores a store from a backup.
  /// - Parameters:
  ///   - replaces: whether a store that is there may be moved aside; its files stay, under a name with a number.
  ///   - now: when this is done.
  /// - Throws: ``StoreError`` when a host has the store, one is there and may not be replaced, or the backup is not whole. Nothing is
  ///   changed then.
  public static func restore(from backup: String, to path: String, replaces: Bool, at now: Instant) throws(StoreError)
    -> Outcome
  {
    let file = try StoreFile.Place(path)
    // Held to the end, whatever the compiler thinks of who needs it last.
    defer { withExtendedLifetime(file.lock) {} }
    let (aside, hasWAL) = try obstacle(file.path, shownAs: path, replaces: replaces)
    try StoreHeader.check(file: backup, path: backup)
    guard access(backup + "-wal", F_OK) != 0 else {
      throw .unsafe(
        path: backup,
        why:
          "it has a WAL beside it, so it is a store that is used or was copied as a file: make a backup with `treaty backup`"
      )
    }
    let draft = "\(file.path).restoring"
    for ending in ["", "-wal", "-shm"] { unlink(draft + ending) }
    do throws(StoreError) {
      try copy(backup, to: draft)
      let taken = try mark(draft, backup, of: file.path, shownAs: path, at: now)
      if let aside {
        // The WAL has both names for a moment: whenever this is broken off, the old store has its WAL and the new one has not.
        guard !hasWAL || link(file.path + "-wal", aside + "-wal") == 0, rename(file.path, aside) == 0 else {
          throw .failed(path: path, why: "it cannot be moved aside: \(FileSystem.errorText())")
        }
      }
      // What SQLite finds beside a database it takes for a part of it.
      for ending in ["-wal", "-shm", "-journal"] { unlink(file.path + ending) }
      try StoreCopy.place(draft, at: file.path)
      // What it says of the end of the trail is noted in the store by now.
      unlink(AuditWitness.path(of: file.path))
      return Outcome(taken: taken, aside: aside)
    } catch {
      for ending in ["", "-wal", "-shm"] { unlink(draft + ending) }
      throw error
    }
  }

  /// Where what is there has to go; and whether it has a WAL.
  private static func obstacle(_ path: String, shownAs shown: String, replaces: Bool) throws(StoreError)
    -> (aside: String?, hasWAL: Bool)
  {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return (nil, false) }
    let hasWAL = access(path + "-wal", F_OK) == 0
    if facts.st_size == 0, !hasWAL { return (nil, false) }
    guard replaces else {
      throw .unsafe(path: shown, why: "there is a store already: with `--replace` it is moved aside, and stays")
    }
    return (StoreCopy.free(path, "replaced"), hasWAL)
  }

  private static func copy(_ backup: String, to draft: String) throws(StoreError) {
    do { try FileManager.default.copyItem(atPath: backup, toPath: draft) } catch {
      throw .failed(path: backup, why: "it cannot be copied: \(error.localizedDescription)")
    }
    guard chmod(draft, 0o600) == 0 else {
      throw .failed(path: draft, why: "it cannot be kept from others: \(FileSystem.errorText())")
    }
  }

  /// Checks the copy, brings it up to date, and notes in it what it is.
  private static func mark(
    _ draft: String, _ backup: String, of path: String, shownAs shown: String, at now: Instant
  ) throws(StoreError) -> Instant? {
    let ring = try KeyRing.id(at: StoreKeys.ring(of: path), of: shown)
    let witness = AuditWitness.text(of: path)
    return try StoreCopy.work(on: draft, shownAs: backup) { database in
      try StoreCopy.check(database, shownAs: backup)
      let found = try Settings.version(of: database, path: backup)
      guard found > 0 else { throw StoreError.unsafe(path: backup, why: "it is empty, and no backup of a store") }
      var taken: Instant?
      try database.inTransaction(.immediate) {
        // The rest is done by the first host, which has the keys.
        if found < Schema.sealedVersion { _ = try Schema.migrateUnsealed(database, from: found) }
        func fact(_ name: String, _ value: String) throws {
          try database.execute(
            sql: "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", arguments: [name, value])
        }
        taken = try String.fetchOne(
          database, sql: "SELECT value FROM facts WHERE name = ?", arguments: [StoreFact.backedUp]
        ).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
        let sealedWith = try String.fetchOne(
          database, sql: "SELECT value FROM facts WHERE name = ?", arguments: [StoreFact.keyRing])
        guard sealedWith == nil || sealedWith == ring else {
          let found = ring.map { "there is `\($0)`" } ?? "there is none"
          throw StoreError.keys(
            path: shown,
            why:
              "the backup is sealed with the key ring `\(sealedWith ?? "")`, and \(found) at `\(StoreKeys.ring(of: shown))`: put that one there first"
          )
        }
        let last = try Int64.fetchOne(database, sql: Statement.lastMessage.rawValue) ?? 0
        let restored = RestoredStore(restored: now, taken: taken, lastMessage: MessageID(last))
        try fact(StoreFact.restored, restored.fact)
        try fact(StoreFact.unsettledRestore, "yes")
        if let witness { try fact(StoreFact.auditBeforeRestore, witness) }
        try database.execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [StoreFact.backedUp])
        return .commit
      }
      return taken
    }
  }
}
