/// Who wants something of a host, and why: what an audit trail says beside what was done.
public struct ActOrigin: Hashable, Sendable {
  /// How somebody came in.
  public enum Entry: String, Hashable, Sendable {
    /// Over the socket beside the store; the kernel says who it is.
    case socket
    /// Over the admin address, with a token.
    case token
    /// Nobody came in: the host did it by itself, as when it is told to read its plan anew.
    case host
  }

  /// Name of the operator: that of the system's user, or of the token.
  public var name: String
  /// How they came in.
  public var entry: Entry
  /// What they gave as their reason.
  public var reason: String?
  /// What the host takes note of and cannot vouch for, such as who used `sudo`.
  public var remark: String?

  /// An origin.
  public init(name: String, entry: Entry, reason: String? = nil, remark: String? = nil) {
    self.name = name
    self.entry = entry
    self.reason = reason
    self.remark = remark
  }

  /// The host itself.
  public static let host = ActOrigin(name: "host", entry: .host)
}
