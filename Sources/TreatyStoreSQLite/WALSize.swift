import GRDB
import GRDBSQLite

/// How many pages lie in the WAL, and when they are to be written back.
///
/// SQLite says with each commit how many there are. Nobody has the store while they are written back, so how many may gather depends on how long
/// that takes on this disk: a quarter of what is due is over in a quarter of the time, and costs a flush more.
///
/// Used by one thread at a time, as the connection is.
final class WALSize {
  /// Pages in the WAL.
  private var pages = 0
  /// How many of them were written back.
  private var written = 0
  /// After how many more they are.
  private var wanted: Int
  private let most: Int

  /// What writing back should take, and what it must not.
  private static let (quick, slow): (Duration, Duration) = (.milliseconds(8), .milliseconds(16))
  /// At least so many are written back at once, unless fewer were asked for: half a MiB.
  private static let least = 128

  /// - Parameter most: After how many pages they are written back at the latest.
  init(most: Int) { (self.most, wanted) = (most, min(most, max(Self.least, most / 4))) }

  /// Whether it is time to write them back.
  var isDue: Bool { pages - written >= wanted }

  /// Begins to count. After all settings: SQLite's own way of writing back hangs at the same hook.
  /// - Parameter pages: What earlier processes have left: each of many that are killed soon after they began would add to it.
  func watch(_ database: Database, pages: Int) {
    self.pages = pages
    sqlite3_wal_hook(
      database.sqliteConnection,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<WALSize>.fromOpaque(context).takeUnretainedValue().note(pages: Int(pages))
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func note(pages: Int) {
    self.pages = pages
    // It began anew, since all of it was written back.
    if pages < written { written = 0 }
  }

  /// Writes back few at a time from now on, until that turns out to be quick: of many changes all over the database each is a page of its own.
  func expectScattered() { wanted = min(wanted, max(Self.least, most / 32)) }

  /// Notes that all was written back that could be.
  func noteWritten(in time: Duration) {
    written = pages
    if time > Self.slow {
      wanted = min(most, max(Self.least, wanted / 2))
    } else if time < Self.quick {
      wanted = min(most, wanted * 2)
    }
  }
}
