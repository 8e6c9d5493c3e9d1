import TreatyEngine

/// Somebody who asks something of a host, once the host knows who it is.
struct Operator: Hashable, Sendable {
  /// Name of the system's user, or of the token.
  var name: String
  /// What they may do.
  var roles: Set<Role>
  /// How they came in.
  var entry: ActOrigin.Entry
  /// What the host takes note of and cannot vouch for.
  var remark: String?

  /// Whether they may do what needs at least this role.
  func may(_ least: Role) -> Bool { roles.contains { $0.includes(least) } }

  /// Who it is, for an act.
  func origin(reason: String?) -> ActOrigin { ActOrigin(name: name, entry: entry, reason: reason, remark: remark) }
}
