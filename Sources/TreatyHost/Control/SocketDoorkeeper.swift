import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import TreatyEngine

/// At the socket beside the store the kernel says who has connected (`SO_PEERCRED`, unix(7)): a name that was sent would prove nothing.
///
/// Whoever runs the host, and root, are `admin`: they have the store in any case.
struct SocketDoorkeeper: Doorkeeper {
  /// The user that the host runs as.
  let owner: uid_t
  /// Roles of the other users of this system who can open the socket.
  let roles: @Sendable (SystemUser) async -> Set<Role>

  func identify(_ request: Request, _ context: ControlContext) async throws -> Operator {
    guard let peer = await PeerCredential.of(context.channel) else {
      throw Problem(401, "not-known", "Not known", "The system does not say who has connected.")
    }
    let user = SystemUser(peer.uid)
    let isOwn = peer.uid == owner || peer.uid == 0
    return Operator(
      name: user.name, roles: isOwn ? [.admin] : await roles(user), entry: .socket,
      remark: peer.uid == 0 ? Self.remark(request) : nil)
  }

  /// Root can say anything of itself, so who used `sudo` is worth a note and no more.
  private static func remark(_ request: Request) -> String? {
    guard let field = HTTPField.Name(ControlSocket.sudoField), let name = request.headers[field],
      (1...64).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return "sudo: \(name)"
  }
}

/// Whom a connection over a Unix socket comes from, as it was when it connected; laid out as `struct ucred`.
struct PeerCredential: Sendable {
  var pid: pid_t = 0
  var uid: uid_t = 0
  var gid: gid_t = 0

  /// Asks the kernel; `nil` where it does not know.
  static func of(_ channel: any Channel) async -> PeerCredential? {
    guard let provider = channel as? any SocketOptionProvider else { return nil }
    // A connection that is gone has nobody behind it.
    let peer: PeerCredential? = try? await provider.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
    ).get()
    // The kernel gives no process, and the user -1, for a peer that it does not know.
    return peer.flatMap { $0.uid == uid_t.max ? nil : $0 }
  }
}
