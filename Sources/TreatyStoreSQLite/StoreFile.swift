import Glibc
import TreatyStore

/// The file of a store: looked at before SQLite opens it, because what SQLite says of a folder or a missing folder helps nobody.
struct StoreFile {
  /// The file itself, after links were followed: two names of one file must meet at one lock.
  let path: String
  /// Held as long as the file is open.
  let lock: StoreLock
  /// Whether something may be sealed in it already.
  let isSealed: Bool

  /// Finds the file, takes its lock, and makes it where there is none, readable by its owner alone.
  /// - Throws: ``StoreError/locked(path:holder:)``, or ``StoreError/unsafe(path:why:)`` with the path as it was given.
  init(_ given: String) throws(StoreError) {
    let place = try Place(given)
    (path, lock) = (place.path, place.lock)
    // Before anything is changed: what is refused stays as it is.
    var isSealed = false
    if access(path, F_OK) == 0 {
      isSealed = try StoreHeader.check(file: path, path: given).map { $0.version >= Schema.sealedVersion } ?? false
      try WALCheck.check(wal: path + "-wal", path: given)
    }
    self.isSealed = isSealed
    // Made here, since SQLite would leave its mode to the umask. WAL and shared memory get the mode of the database.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unsafe(path: given, why: "it cannot be written: \(FileSystem.errorText())") }
    close(descriptor)
    for name in [path, path + "-wal", path + "-shm", path + ".lock"] {
      guard chmod(name, 0o600) == 0 || errno == ENOENT else {
        throw .unsafe(path: given, why: "`\(name)` cannot be kept from others: \(FileSystem.errorText())")
      }
    }
  }

  /// Where a store is or shall be, locked, and nothing made there.
  struct Place {
    let path: String
    let lock: StoreLock

    init(_ given: String) throws(StoreError) {
      path = try StoreFile.find(given)
      do throws(StoreLock.Refusal) { lock = try StoreLock(path: path + ".lock") } catch {
        switch error {
        case .held(let holder): throw .locked(path: given, holder: holder)
        case .unusable(let why): throw .unsafe(path: given, why: why)
        }
      }
    }
  }

  private static func find(_ given: String) throws(StoreError) -> String {
    let slash = given.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(given[given.index(after: $0)...]) } ?? given
    let folder = slash.map { String(given[...$0]) } ?? "."
    guard !name.isEmpty, name != ".", name != ".." else {
      throw .unsafe(path: given, why: "it is a folder: name a file in it")
    }
    guard let resolved = real(folder) else {
      throw .unsafe(path: given, why: "its folder `\(folder)` cannot be entered: \(FileSystem.errorText())")
    }
    var facts = stat()
    let inFolder = resolved + (resolved.hasSuffix("/") ? "" : "/") + name
    guard lstat(inFolder, &facts) == 0 else {
      if let objection = FileSystem.objection(path: resolved) { throw .unsafe(path: given, why: objection) }
      return inFolder
    }
    guard let path = real(inFolder), stat(path, &facts) == 0 else {
      throw .unsafe(path: given, why: "it is a link that leads nowhere: \(FileSystem.errorText())")
    }
    guard facts.st_mode & S_IFMT != S_IFDIR else {
      throw .unsafe(path: given, why: "it is a folder: name a file in it")
    }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .unsafe(path: given, why: "it is not a plain file") }
    // A second name would have a WAL and a lock of its own (sqlite.org/howtocorrupt.html, §2.5).
    guard facts.st_nlink == 1 else {
      throw .unsafe(path: given, why: "it has a second name (a hard link): two hosts could have it without knowing")
    }
    if let objection = FileSystem.objection(path: path) { throw .unsafe(path: given, why: objection) }
    return path
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
