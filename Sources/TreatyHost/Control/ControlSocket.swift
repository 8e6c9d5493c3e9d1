import CEL
import TreatyPlan

/// Where a host listens for commands about its store: a socket beside the store, for its owner alone unless a group is let in.
enum ControlSocket {
  /// Path of the socket. Unix allows some 107 bytes (`sockaddr_un`); beside a store with a longer path it lies in `/tmp`, named by a digest.
  static func path(store: String) -> String {
    let beside = store + ".sock"
    return beside.utf8.count <= 100 ? beside : "/tmp/treaty-\(Digest.hex(Array(store.utf8)).prefix(32)).sock"
  }

  /// Header in which a command that root runs says who used `sudo`. Of anybody else it is not read.
  static let sudoField = "treaty-sudo-user"
}

/// What came of an operator's act, over the socket.
struct ActReport: Codable, Sendable {
  var isDone: Bool
  var isKnown: Bool
  var message: String
}
