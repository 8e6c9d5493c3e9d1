import GRDB
import GRDBSQLite
import Synchronization

/// How many pages lie in the WAL, and when they are to be written back.
///
/// SQLite says with each commit how many there are. Nobody has the store while they are written back, so how many may gather depends on how long
/// that takes on this disk: a quarter of what is due is over in a quarter of the time, and costs a flush more.
final class WALSize: Sendable {
  private struct State {
    /// Pages in the WAL.
    var pages = 0
    /// How many of them were written back.
    var written = 0
    /// After how many more they are, and after how many at most.
    var wanted: Int
    var most: Int
  }

  private let state: Mutex<State>
  private let most: Int

  /// What writing back should take, and what it must not.
  private static let (quick, slow): (Duration, Duration) = (.milliseconds(8), .milliseconds(16))
  /// At least so many are written back at once, unless fewer were asked for: half a MiB.
  private static let least = 128

  /// - Parameter most: After how many pages they are written back at the latest.
  init(most: Int) {
    self.most = most
    state = Mutex(State(wanted: min(most, max(Self.least, most / 4)), most: most))
  }

  /// Whether it is time to write them back.
  var isDue: Bool { state.withLock { $0.pages - $0.written >= $0.wanted } }

  /// Begins to count. After all settings: SQLite's own way of writing back hangs at the same hook.
  /// - Parameter pages: What earlier processes have left: each of many that are killed soon after they began would add to it.
  func watch(_ database: Database, pages: Int) {
    state.withLock { $0.pages = pages }
    sqlite3_wal_hook(
      database.sqliteConnection,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<WALSize>.fromOpaque(context).takeUnretainedValue().note(pages: Int(pages))
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// How many pages SQLite says that there are.
  func note(pages: Int) {
    state.withLock { state in
      state.pages = pages
      // It began anew, since all of it was written back.
      if pages < state.written { state.written = 0 }
    }
  }

  /// Whether many changes all over the database are about to come, of which each is a page of its own. A few are written back at a time then,
  /// however quick that was so far: with many, one moment in which the disk is slow is a long one for all who wait.
  func expect(scattered: Bool) {
    state.withLock { state in
      state.most = scattered ? min(most, max(Self.least, most / 16)) : most
      if scattered { state.wanted = min(state.wanted, max(Self.least, most / 32)) }
    }
  }

  /// Notes that all was written back that could be.
  func noteWritten(in time: Duration) {
    state.withLock { state in
      state.written = state.pages
      if time > Self.slow {
        state.wanted = min(state.most, max(Self.least, state.wanted / 2))
      } else if time < Self.quick {
        state.wanted = min(state.most, state.wanted * 2)
      }
    }
  }
}
