import CFileSystem
import Glibc

/// Where a store may lie. SQLite's locks and WAL do not hold on network file systems (sqlite.org/wal.html, §"Disadvantages").
enum FileSystem {
  /// Why a store must not lie on a file system of this kind (`statfs(2)`, f_type); `nil` when it may.
  static func objection(kind: Int) -> String? {
    let names: [Int: String] = [
      0x6969: "NFS", 0xFF53_4D42: "CIFS", 0x517B: "SMB", 0xFE53_4D42: "SMB 2", 0x0102_1997: "9p", 0x5346_414F: "AFS",
      0x6B41_4653: "AFS",
      0x00C3_6400: "Ceph", 0x0BD0_0BD0: "Lustre", 0x6573_5546: "FUSE", 0x7461_636F: "OCFS2", 0x0116_1970: "GFS2",
    ]
    return names[kind & 0xFFFF_FFFF].map { "it lies on \($0), where locks and flushes do not hold as the store needs" }
  }

  /// The objection to the file system that a folder lies on.
  static func objection(folder: String) -> String? {
    var facts = statfs()
    guard statfs(folder, &facts) == 0 else { return "its folder `\(folder)` cannot be looked at: \(errorText())" }
    return objection(kind: Int(facts.f_type))
  }

  static func errorText(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
}

/// Bars a second host from a store, as long as it lives. The kernel lets go of it when the process ends, however it ends.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// - Returns: the lock, or the process that holds it (`nil` inside: it could not be read).
  static func take(path: String) -> Result<StoreLock, LockFailure> {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      return .failure(.unusable("the lock file `\(path)` cannot be opened: \(FileSystem.errorText())"))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      var digits = [UInt8](repeating: 0, count: 20)
      let count = pread(descriptor, &digits, digits.count, 0)
      close(descriptor)
      return .failure(
        .held(Int32(String(decoding: digits.prefix(max(0, count)).prefix { $0 >= 48 && $0 <= 57 }, as: UTF8.self))))
    }
    // The file is never deleted: somebody else could hold it open by then, and a third lock a new one.
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      close(descriptor)
      return .failure(.unusable("the lock file `\(path)` cannot be written: \(FileSystem.errorText())"))
    }
    return .success(StoreLock(descriptor: descriptor))
  }

  enum LockFailure: Error {
    case held(Int32?)
    case unusable(String)
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
