import Foundation
import Glibc
import TreatyStore

/// Bytes beside a store that are kept for the day when its disk is full: given back, they let what was begun be ended. What senders
/// bring is refused by then, so they last.
struct StoreReserve: Sendable {
  /// The file that takes the room.
  let path: String
  private let folder: String

  /// How much is set aside where the disk is large: some 5,000 outcomes with their attempts and links.
  private static let most = 16 << 20
  /// The part of a small disk that is set aside.
  private static let part = 16

  init(store path: String) {
    self.path = path + ".reserve"
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// How much room there is (`statvfs(2)`: what others than root may use). Without an answer there is enough: SQLite will say
  /// where there is not.
  var room: StoreRoom {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return .ample }
    let wanted = min(Self.most, Int(facts.f_blocks) * Int(facts.f_frsize) / Self.part)
    return StoreRoom(
      free: Int(facts.f_bavail) * Int(facts.f_frsize), floor: wanted, reserve: size, wantedReserve: wanted)
  }

  /// Bytes of the file that are surely on disk.
  private var size: Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? min(Int(facts.st_size), Int(facts.st_blocks) * 512) : 0
  }

  /// Gives the room back.
  func open() -> Bool {
    let had = size > 0
    unlink(path)
    return had
  }

  /// Takes the room, unless that would leave less than the floor.
  func fill() -> Bool {
    let room = room
    if room.reserve >= room.wantedReserve { return true }
    guard room.free - (room.wantedReserve - room.reserve) >= room.floor else { return false }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Not by writing nothing into it: a file system that compresses would take no room for that.
    guard posix_fallocate(descriptor, 0, off_t(room.wantedReserve)) == 0, fsync(descriptor) == 0 else {
      unlink(path)
      return false
    }
    return true
  }
}
