/// What somebody may do at a host. The words are those of a team's `roles` in the language.
///
/// The roles are a lattice: `viewer` is below all others, `admin` above all; `operator`, `approver` and `auditor` stand side by side,
/// and none of them includes another. Who has several may do what any of them may.
///
/// ```text
///               admin
///      ┌──────────┼──────────┐
///   operator   approver   auditor
///      └──────────┼──────────┘
///               viewer
/// ```
public enum Role: String, Hashable, CaseIterable, Codable, Sendable {
  /// Looks: status, traces, dead letters, how a backup stands. Sees no payload.
  case viewer
  /// Repairs: tries again, gives up, links to a record, takes note of an alert, has the store looked through.
  case `operator`
  /// Lets gates, steps and reconciles go on.
  case approver
  /// Reads the audit trail.
  case auditor
  /// All of that, and what changes the host itself: the plan, backups, keys, retention, access.
  case admin

  /// Whether who has this role may do what needs at least the other.
  public func includes(_ least: Role) -> Bool { self == least || self == .admin || least == .viewer }

  /// The roles that may do what needs at least this one, weakest first.
  public var enough: [Role] { Role.allCases.filter { $0.includes(self) } }

  /// What it lets somebody do, in a sentence.
  public var meaning: String {
    switch self {
    case .viewer: "look: status, traces, dead letters; no payload"
    case .operator: "look, and repair: retry, drop, found, doctor"
    case .approver: "look, and let gates, steps and reconciles go on"
    case .auditor: "look, and read the audit trail"
    case .admin: "all of that, and change the host itself: plan, backups, keys, retention, access"
    }
  }
}
