import Glibc

/// Bars a second host from a store, as long as it lives. The kernel lets go of it when the process ends, however it ends.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// Why there is no lock.
  enum Refusal: Error {
    /// Another has it; its process, where that could be read.
    case held(by: Int32?)
    case unusable(String)
  }

  /// Takes the lock, and notes this process in it.
  init(path: String) throws(Refusal) {
    // A class whose `init` throws once its properties are set is deinitialised as well. What is closed here and there would be
    // closed twice, and the second time it can be another thread's file of the same number.
    descriptor = try Self.take(path)
  }

  private static func take(_ path: String) throws(Refusal) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable("its lock file `\(path)` cannot be opened: \(FileSystem.errorText())")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let (code, holder) = (errno, holder(descriptor))
      close(descriptor)
      if code == EWOULDBLOCK { throw .held(by: holder) }
      throw .unusable("its lock file `\(path)` cannot be locked: \(FileSystem.errorText(code))")
    }
    // The file is never deleted: another could hold it open by then, and a third would lock a new one of the same name.
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      let why = FileSystem.errorText()
      close(descriptor)
      throw .unusable("its lock file `\(path)` cannot be written: \(why)")
    }
    return descriptor
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var digits = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &digits, digits.count, 0)
    return Int32(String(decoding: digits.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  deinit { close(descriptor) }
}
