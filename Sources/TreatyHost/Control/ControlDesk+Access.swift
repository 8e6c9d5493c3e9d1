import Hummingbird
import TreatyEngine

/// Who somebody is to a host, and what they may do there.
public struct CallerReport: Codable, Sendable {
  /// Name of the system's user, or of the token.
  public var name: String
  /// Roles, in the order of their words.
  public var roles: [Role]
  /// How they came in: `socket` or `token`.
  public var entry: String
}

extension ControlDesk {
  /// Who somebody is.
  var accessRoutes: [ControlRoute] {
    [
      .get("/whoami", .viewer) { request in
        .json(
          CallerReport(
            name: request.caller.name, roles: Role.allCases.filter { request.caller.roles.contains($0) },
            entry: request.caller.entry.rawValue))
      }
    ]
  }
}
