import GRDB
import Glibc
public import TreatyStore

extension SQLiteStore {
  /// Pages that are copied between two transactions: 1 MiB.
  private static let pagesPerStep = 256

  /// A name for a copy beside a file that nothing has yet.
  package static func freeName(beside path: String, _ ending: String) -> String { StoreCopy.free(path, ending) }

  /// Copies the store as it is, while it goes on being used: what is written meanwhile is in the copy. The copy is checked before it gets
  /// its name, so that a file of this name is a backup, and a whole one.
  /// - Parameters:
  ///   - path: where the copy goes; nothing may be there.
  ///   - now: when it is made, for whoever restores it.
  ///   - progress: told after each step.
  /// - Throws: ``StoreError`` with the path of the copy when that cannot be written, or with the store's when it failed.
  public func backup(
    to path: String, at now: Instant, progress: @Sendable (BackupProgress) -> Void = { _ in }
  ) async throws(StoreError) {
    guard access(path, F_OK) != 0 else {
      throw .unsafe(path: path, why: "there is a file of this name already: name another, or move it away")
    }
    let draft = "\(path).\(getpid()).part"
    unlink(draft)
    try await connection.beginBackup(to: draft)
    do throws(StoreError) {
      while true {
        if Task.isCancelled { throw .failed(path: path, why: "it was broken off") }
        let step = try await connection.stepBackup(pages: Self.pagesPerStep)
        progress(step)
        if step.isWhole { break }
      }
      try await StoreCopy.aside { () throws(StoreError) in
        try StoreCopy.work(on: draft, shownAs: path) { database in
          try database.execute(
            sql: "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)",
            arguments: [StoreFact.backedUp, "\(now.milliseconds)"])
          try StoreCopy.check(database, shownAs: path)
        }
        try StoreCopy.place(draft, at: path)
      }
    } catch {
      await connection.abandonBackup()
      for ending in ["", "-wal", "-shm"] { unlink(draft + ending) }
      throw error
    }
  }
}
