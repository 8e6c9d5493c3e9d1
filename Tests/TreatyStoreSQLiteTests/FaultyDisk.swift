import Foundation
import GRDBSQLite
import Synchronization

/// A disk that goes wrong as a test says: SQLite's own access to files (sqlite.org/vfs.html), with faults in front of writing and
/// flushing of those files that lie in a folder for it. All other files are left alone.
enum FaultyDisk {
  enum Fault {
    /// There is no room for what is written.
    case full
    /// Writing fails.
    case write
    /// Writing succeeds, and flushing fails.
    case flush
  }

  /// Part of the path of a file that can go wrong.
  static let mark = "-faulty-disk-"

  private static let fault = Mutex<Fault?>(nil)

  /// Lets writing go wrong from now on, or go well again.
  static func become(_ new: Fault?) {
    _ = isInstalled
    fault.withLock { $0 = new }
  }

  private static var code: (write: Int32, flush: Int32) {
    switch fault.withLock({ $0 }) {
    case .full: (SQLITE_FULL, SQLITE_OK)
    case .write: (writeFailed, SQLITE_OK)
    case .flush: (SQLITE_OK, flushFailed)
    case nil: (SQLITE_OK, SQLITE_OK)
    }
  }

  // Extended codes are macros with arithmetic in them, which are not imported.
  private static let writeFailed = SQLITE_IOERR | (3 << 8)
  private static let flushFailed = SQLITE_IOERR | (4 << 8)

  /// SQLite's access to files, and what is put before it. Both last as long as the process.
  private struct Layers: @unchecked Sendable {
    // Written once, before SQLite knows of them, and only read after that.
    let system: UnsafeMutablePointer<sqlite3_vfs>
    let ours: UnsafeMutablePointer<sqlite3_vfs>
  }

  private static let layers: Layers? = {
    guard let system = sqlite3_vfs_find(nil) else { return nil }
    let ours = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    ours.initialize(to: system.pointee)
    return Layers(system: system, ours: ours)
  }()

  /// Put before the system's access to files, once.
  private static let isInstalled: Bool = {
    guard let layers else { return false }
    layers.ours.pointee.zName = UnsafePointer(strdup("treaty-faulty-disk"))
    layers.ours.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let layers = FaultyDisk.layers, let open = layers.system.pointee.xOpen else { return SQLITE_CANTOPEN }
      let code = open(layers.system, name, file, flags, outFlags)
      if code == SQLITE_OK, let file, let name, String(cString: name).contains(FaultyDisk.mark) {
        FaultyDisk.wrap(file)
      }
      return code
    }
    return sqlite3_vfs_register(layers.ours, 1) == SQLITE_OK
  }()

  private typealias Write =
    @convention(c) (UnsafeMutablePointer<sqlite3_file>?, UnsafeRawPointer?, Int32, Int64) -> Int32
  private typealias Flush = @convention(c) (UnsafeMutablePointer<sqlite3_file>?, Int32) -> Int32

  /// The system's functions: the same for a database and its WAL, which differ in how they are locked.
  private static let system = Mutex<(write: Write, flush: Flush)?>(nil)

  private static func wrap(_ file: UnsafeMutablePointer<sqlite3_file>) {
    guard let methods = file.pointee.pMethods, let write = methods.pointee.xWrite, let flush = methods.pointee.xSync
    else { return }
    system.withLock { $0 = (write, flush) }
    // Never given back: SQLite does not say when it has closed the file. It is a few hundred bytes for each that a test opens.
    let ours = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    ours.initialize(to: methods.pointee)
    ours.pointee.xWrite = { file, bytes, count, offset in
      let code = FaultyDisk.code.write
      guard code == SQLITE_OK, let write = FaultyDisk.system.withLock({ $0?.write }) else { return code }
      return write(file, bytes, count, offset)
    }
    ours.pointee.xSync = { file, flags in
      let code = FaultyDisk.code.flush
      guard code == SQLITE_OK, let flush = FaultyDisk.system.withLock({ $0?.flush }) else { return code }
      return flush(file, flags)
    }
    file.pointee.pMethods = UnsafePointer(ours)
  }
}
