import GRDB
import Synchronization
import TreatyStore

/// What the first failure after which nothing can be built on the store was; `nil` as long as it is well.
///
/// An I/O error leaves it open what is on disk, and a flush that is tried again can succeed although the first one's pages are lost
/// (PostgreSQL's lesson of 2018). So from the first one on nothing more is done, whether or not its caller looked at the error.
final class StoreHealth: Sendable {
  private let first = Mutex<StoreError?>(nil)
  let path: String

  init(path: String) { self.path = path }

  var failure: StoreError? { first.withLock { $0 } }

  /// The store's word for an error. Remembers it where it is one to end at.
  func note(_ error: any Error) -> StoreError {
    switch StoreFailure(error, path: path) {
    case .passing(let error): return error
    case .lasting(let error):
      first.withLock { $0 = $0 ?? error }
      return error
    }
  }
}

/// An error of SQLite or of ours, and whether the store can be used after it.
enum StoreFailure: Hashable {
  /// The transaction was undone, and that is all.
  case passing(StoreError)
  /// What is on disk, or what it says, is not known any more.
  case lasting(StoreError)

  /// Sorts an error by its result code (sqlite.org/rescode.html).
  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = .passing(error)
      return
    }
    guard let error = error as? DatabaseError else {
      self = .lasting(.failed(path: path, why: "what is in it cannot be understood: \(error)"))
      return
    }
    let name = "\(error.message ?? "no message") (\(error.extendedResultCode))"
    switch error.resultCode {
    case .SQLITE_FULL: self = .passing(.full(path: path))
    // The index of the WAL could not grow: on a disk that is full this comes before SQLITE_FULL does, and nothing else makes it.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .passing(.full(path: path))
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .passing(.failed(path: path, why: "another program has it open: end that one. \(name)"))
    // The first three refuse one row. Without a statement being at fault SQLITE_MISUSE means that the connection was closed.
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: self = .passing(.failed(path: path, why: name))
    case .SQLITE_MISUSE: self = .passing(.failed(path: path, why: "it was closed: \(name)"))
    case .SQLITE_NOTADB:
      self = .lasting(.unsafe(path: path, why: "it is not an SQLite database: name another file, or move it away"))
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
      self = .lasting(.unsafe(path: path, why: "it cannot be written; see who owns it and its folder. \(name)"))
    case .SQLITE_CORRUPT:
      self = .lasting(
        .failed(
          path: path,
          why: "it is damaged: go back to a backup (`treaty restore`), or save what `sqlite3 … .recover` finds. \(name)"
        )
      )
    default: self = .lasting(.failed(path: path, why: name))
    }
  }
}
