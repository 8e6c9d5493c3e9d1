import Foundation
import Glibc

extension ControlSocket {
  /// Lets a group open a socket. A socket that is the group's already needs no right to give files away.
  static func letIn(_ group: gid_t, at path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_gid == group || chown(path, uid_t.max, group) == 0 else { return false }
    return chmod(path, 0o660) == 0
  }
}
