import GRDB
import GRDBSQLite
import Glibc
import TreatyStore

/// A copy of a store in the making, some pages at a time, between transactions (sqlite.org/backup.html). Its source is written by the
/// connection that it is read from, so what is written meanwhile goes into the copy as well, and it need not begin again.
final class OnlineBackup {
  private let path: String
  private var backup: OpaquePointer?
  private var copy: OpaquePointer?

  /// Begins a copy in a file that is not there yet.
  init(of source: Database, to path: String) throws(StoreError) {
    self.path = path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failed(path: path, why: "it cannot be written: \(FileSystem.errorText())") }
    close(descriptor)
    // Nobody needs half a copy, so it has no journal; it is flushed when it is whole.
    guard sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE, nil) == SQLITE_OK,
      sqlite3_exec(copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nil, nil, nil) == SQLITE_OK,
      let begun = sqlite3_backup_init(copy, "main", source.sqliteConnection, "main")
    else {
      let error = failure(sqlite3_errcode(copy))
      sqlite3_close_v2(copy)
      unlink(path)
      throw error
    }
    backup = begun
  }

  /// Copies some pages.
  func step(pages: Int) throws(StoreError) -> BackupProgress {
    switch sqlite3_backup_step(backup, Int32(pages)) {
    case SQLITE_DONE:
      let total = Int(sqlite3_backup_pagecount(backup))
      try finish()
      return BackupProgress(done: total, total: total, isWhole: true)
    case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED:
      let total = Int(sqlite3_backup_pagecount(backup))
      return BackupProgress(
        done: total - Int(sqlite3_backup_remaining(backup)), total: total, isWhole: false)
    case let code:
      let error = failure(code)
      abandon()
      throw error
    }
  }

  private func finish() throws(StoreError) {
    let ended = sqlite3_backup_finish(backup)
    backup = nil
    let closed = sqlite3_close_v2(copy)
    copy = nil
    guard ended == SQLITE_OK, closed == SQLITE_OK else {
      unlink(path)
      throw failure(ended == SQLITE_OK ? closed : ended)
    }
  }

  /// Lets go of it, and removes what there is.
  func abandon() {
    if let backup { sqlite3_backup_finish(backup) }
    if let copy { sqlite3_close_v2(copy) }
    if backup != nil || copy != nil { unlink(path) }
    (backup, copy) = (nil, nil)
  }

  private func failure(_ code: Int32) -> StoreError {
    if code & 0xFF == SQLITE_FULL { return .full(path: path) }
    return .failed(path: path, why: "the copy cannot be made: \(String(cString: sqlite3_errstr(code))) (\(code))")
  }

  deinit { abandon() }
}

/// How far a backup has come.
public struct BackupProgress: Hashable, Sendable, Codable {
  /// Pages that are copied, and pages of the store; the store may grow meanwhile.
  public var done, total: Int
  /// Whether all are copied.
  public var isWhole: Bool
}
