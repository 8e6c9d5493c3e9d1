public import Testing
import Foundation
import Glibc

/// A disk of few bytes, in memory: only root can have one. Gone with the value.
public final class SmallDisk: Sendable {
  /// Where it is.
  public let folder: String

  /// Why there is none.
  public static let reason: Comment = "only root can mount a file system"

  /// Whether one can be mounted here.
  public static let canBeMade: Bool = {
    guard geteuid() == 0, let disk = try? SmallDisk(bytes: 1 << 20) else { return false }
    return !disk.folder.isEmpty
  }()

  /// Mounts one of so many bytes.
  public init(bytes: Int) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "treaty-disk-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard mount("tmpfs", folder, "tmpfs", 0, "size=\(bytes)") == 0 else {
      rmdir(folder)
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  /// Path of a file on it.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// Lets nobody write to it any more.
  public func becomeReadOnly() throws {
    guard mount("tmpfs", folder, "tmpfs", UInt(MS_REMOUNT) | UInt(MS_RDONLY), nil) == 0 else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  /// Fills it up to so many bytes.
  public func fill(leaving bytes: Int) throws {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { throw CocoaError(.fileReadUnknown) }
    let free = Int(facts.f_bavail) * Int(facts.f_frsize)
    let descriptor = open(path("filler"), O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard posix_fallocate(descriptor, 0, size + off_t(max(0, free - bytes))) == 0 else {
      throw CocoaError(.fileWriteOutOfSpace)
    }
  }

  /// Makes room again.
  public func free() { unlink(path("filler")) }

  deinit {
    umount2(folder, 2)
    rmdir(folder)
  }
}
