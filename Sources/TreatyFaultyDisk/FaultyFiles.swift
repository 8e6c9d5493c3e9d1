import Foundation
import GRDBSQLite
import Synchronization

/// SQLite's access to files, with ours before it: registered as the default of the process once a test has a ``FaultyDisk``, so that what
/// is tested opens its file as it always does.
enum FaultyFiles {
  private struct Known {
    /// Disks by folder.
    var disks: [String: Weak] = [:]
    /// Files that are open, by their address.
    var files: [UInt: (disk: Weak, name: String)] = [:]
    /// Our functions by the address of those that they stand before, and the other way round.
    var ours: [UInt: UInt] = [:]
    var system: [UInt: UInt] = [:]
  }

  private struct Weak { weak var disk: FaultyDisk? }

  private static let known = Mutex(Known())

  // Extended codes are macros with arithmetic in them, which are not imported.
  private static let readFailed = SQLITE_IOERR | (1 << 8)
  private static let writeFailed = SQLITE_IOERR | (3 << 8)
  private static let flushFailed = SQLITE_IOERR | (4 << 8)

  static func add(_ disk: FaultyDisk) {
    _ = isInstalled
    known.withLock { $0.disks[disk.folder] = Weak(disk: disk) }
  }

  static func remove(folder: String) { known.withLock { $0.disks[folder] = nil } }

  private static func place(of path: String) -> (disk: FaultyDisk, name: String)? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let disk = known.withLock { $0.disks[String(path[..<slash])]?.disk }
    return disk.map { ($0, String(path[path.index(after: slash)...])) }
  }

  private static func place(of file: UnsafeMutablePointer<sqlite3_file>?) -> (disk: FaultyDisk, name: String)? {
    known.withLock { known in
      guard let found = known.files[UInt(bitPattern: file)], let disk = found.disk.disk else { return nil }
      return (disk, found.name)
    }
  }

  // MARK: The door that all files go through

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

  private static let isInstalled: Bool = {
    guard let layers else { return false }
    layers.ours.pointee.zName = UnsafePointer(strdup("treaty-faulty-disk"))
    layers.ours.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let layers = FaultyFiles.layers, let open = layers.system.pointee.xOpen else { return SQLITE_CANTOPEN }
      let code = open(layers.system, name, file, flags, outFlags)
      if code == SQLITE_OK, let file, let name, let place = FaultyFiles.place(of: String(cString: name)) {
        place.disk.opened(place.name)
        FaultyFiles.wrap(file, place.disk, place.name)
      }
      return code
    }
    layers.ours.pointee.xDelete = { _, name, flushes in
      guard let layers = FaultyFiles.layers, let delete = layers.system.pointee.xDelete else { return SQLITE_IOERR }
      let code = delete(layers.system, name, flushes)
      if code == SQLITE_OK, let name, let place = FaultyFiles.place(of: String(cString: name)) {
        place.disk.note(.delete(place.name, isFlushed: flushes != 0))
      }
      return code
    }
    // Nobody waits in a test: that SQLite would is seen by how often it asks again.
    layers.ours.pointee.xSleep = { _, microseconds in microseconds }
    return sqlite3_vfs_register(layers.ours, 1) == SQLITE_OK
  }()

  // MARK: One file

  private static func system(_ file: UnsafeMutablePointer<sqlite3_file>?) -> sqlite3_io_methods? {
    let address = known.withLock { $0.system[UInt(bitPattern: file?.pointee.pMethods)] }
    return address.flatMap { UnsafePointer<sqlite3_io_methods>(bitPattern: $0)?.pointee }
  }

  private static func wrap(_ file: UnsafeMutablePointer<sqlite3_file>, _ disk: FaultyDisk, _ name: String) {
    guard let methods = file.pointee.pMethods else { return }
    let theirs = UInt(bitPattern: methods)
    let ours = known.withLock { known in
      known.files[UInt(bitPattern: file)] = (Weak(disk: disk), name)
      if let ours = known.ours[theirs] { return ours }
      // One for each kind of file of SQLite's, as long as the process lasts.
      let made = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
      made.initialize(to: methods.pointee)
      putBefore(made)
      known.ours[theirs] = UInt(bitPattern: made)
      known.system[UInt(bitPattern: made)] = theirs
      return UInt(bitPattern: made)
    }
    file.pointee.pMethods = UnsafePointer(bitPattern: ours)
  }

  private static func putBefore(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
    methods.pointee.xRead = { file, bytes, count, offset in
      if FaultyFiles.place(of: file)?.disk.strikes(.read) ?? false { return FaultyFiles.readFailed }
      return FaultyFiles.system(file)?.xRead?(file, bytes, count, offset) ?? SQLITE_IOERR
    }
    methods.pointee.xWrite = { file, bytes, count, offset in FaultyFiles.write(file, bytes, count, offset) }
    methods.pointee.xTruncate = { file, size in
      let code = FaultyFiles.system(file)?.xTruncate?(file, size) ?? SQLITE_IOERR
      if code == SQLITE_OK, let place = FaultyFiles.place(of: file) {
        place.disk.note(.truncate(place.name, to: Int(size)))
      }
      return code
    }
    methods.pointee.xSync = { file, flags in
      let place = FaultyFiles.place(of: file)
      if place?.disk.strikes(.flush) ?? false { return FaultyFiles.flushFailed }
      let code = FaultyFiles.system(file)?.xSync?(file, flags) ?? SQLITE_IOERR
      if code == SQLITE_OK, let place { place.disk.note(.flush(place.name)) }
      return code
    }
    methods.pointee.xShmLock = { file, offset, count, flags in
      // The first of the locks is the one to write with (sqlite.org/walformat.html, "WAL Locks"); only taking it can go wrong.
      let takes = flags & SQLITE_SHM_LOCK != 0 && flags & SQLITE_SHM_EXCLUSIVE != 0 && offset == 0
      if takes, FaultyFiles.place(of: file)?.disk.strikes(.busy) ?? false { return SQLITE_BUSY }
      return FaultyFiles.system(file)?.xShmLock?(file, offset, count, flags) ?? SQLITE_IOERR
    }
    methods.pointee.xClose = { file in
      let close = FaultyFiles.system(file)?.xClose
      FaultyFiles.known.withLock { $0.files[UInt(bitPattern: file)] = nil }
      return close?(file) ?? SQLITE_IOERR
    }
  }

  private static func write(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    guard let write = system(file)?.xWrite else { return SQLITE_IOERR }
    guard let place = place(of: file) else { return write(file, bytes, count, offset) }
    if place.disk.strikes(.write) { return writeFailed }
    let isFull = place.disk.strikes(.full)
    let written = isFull ? min(count, 512) : count
    let code = write(file, bytes, written, offset)
    if code == SQLITE_OK, let bytes {
      place.disk.note(
        .write(
          place.name, offset: Int(offset),
          [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(written)))))
    }
    return isFull ? SQLITE_FULL : code
  }
}
