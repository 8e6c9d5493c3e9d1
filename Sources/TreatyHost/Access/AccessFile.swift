import Foundation
import Glibc
import Logging
import Synchronization

/// The file that says who may do what, as a running host has it: read anew whenever it has changed, so that what is revoked ends at once.
final class AccessFile: Sendable {
  /// By what a change is noticed. A file that takes another's place has another number; one that is written has another time.
  private struct Stamp: Equatable {
    var device: dev_t
    var number: ino_t
    var size: off_t
    var written: [Int]
  }

  private struct State {
    var stamp: Stamp?
    var list = AccessList()
  }

  let path: String
  private let logger: Logger
  private let state = Mutex(State())

  /// Reads the file.
  init(path: String, logger: Logger) throws(AccessFailure) {
    self.path = path
    self.logger = logger
    let (stamp, list) = try AccessFile.read(path)
    state.withLock { $0 = State(stamp: stamp, list: list) }
  }

  /// What it says now. Where it cannot be used any more it lets nobody in, and the log says why, once.
  var list: AccessList {
    let stamp = AccessFile.stamp(path)
    return state.withLock { state in
      if let stamp, stamp == state.stamp { return state.list }
      if stamp == nil, state.stamp == nil { return state.list }
      do throws(AccessFailure) {
        let (stamp, list) = try AccessFile.read(path)
        state = State(stamp: stamp, list: list)
        logger.info("the list of operators was read anew", metadata: ["tokens": "\(list.tokens.count)"])
      } catch {
        state = State(stamp: stamp, list: AccessList())
        logger.error(
          "the list of operators cannot be used: nobody gets in by it", metadata: ["why": "\(error.message)"])
      }
      return state.list
    }
  }

  /// Reads a file that is nobody's but its owner's and its group's.
  private static func read(_ path: String) throws(AccessFailure) -> (Stamp, AccessList) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw AccessFailure("cannot be read: \(String(cString: strerror(errno)).lowercased())")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // Of the file that is open: another could have its name by now.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw AccessFailure("is no file")
    }
    guard status.st_mode & 0o027 == 0 else {
      throw AccessFailure("can be read or written by others: `chmod 600` it, or 640 for the group of the host")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw AccessFailure("belongs to neither the user that the host runs as nor root, who could change it")
    }
    guard status.st_size <= 4 << 20 else { throw AccessFailure("is too large: it has at most 4 MiB") }
    let data: Data?
    do { data = try handle.readToEnd() } catch { throw AccessFailure("cannot be read: \(error)") }
    return (stamp(status), try AccessList(reading: data ?? Data()))
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    return stat(path, &status) == 0 ? stamp(status) : nil
  }

  private static func stamp(_ status: stat) -> Stamp {
    let times = [status.st_mtim, status.st_ctim].flatMap { [$0.tv_sec, $0.tv_nsec] }
    return Stamp(device: status.st_dev, number: status.st_ino, size: status.st_size, written: times)
  }

  /// Roles of a user of this machine.
  func roles(of user: SystemUser) -> Set<Role> {
    let list = list
    let named = list.groups.filter { name, _ in SystemUser.group(named: name).map(user.groups.contains) ?? false }
    return Set(list.users[user.name] ?? []).union(named.values.joined())
  }
}
