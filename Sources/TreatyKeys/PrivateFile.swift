import Glibc
public import TreatyStore

/// Files that only their owner reads, replaced as a whole: after a crash there is the old one or the new one.
public enum PrivateFile {
  /// Replaces a file, and returns when it is on disk.
  /// - Parameter store: path of the store that it is about, for messages.
  public static func write(_ bytes: [UInt8], to path: String, of store: String) throws(StoreError) {
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, store) }
    defer { close(descriptor) }
    do throws(StoreError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 || errno == EINTR else { throw failure(path, store) }
        rest = rest.dropFirst(max(0, count))
      }
      guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw failure(path, store) }
    } catch {
      unlink(draft)
      throw error
    }
    // The name is on disk when its folder is.
    let folder = open(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw failure(path, store) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure(path, store) }
  }

  private static func failure(_ path: String, _ store: String) -> StoreError {
    errno == ENOSPC ? .full(path: store) : .keys(path: store, why: "`\(path)` cannot be written: \(errorText())")
  }

  static func errorText() -> String { String(cString: strerror(errno)).lowercased() }
}
