import ArgumentParser
import TreatyHost

/// A role, as an argument names it.
struct RoleName: ExpressibleByArgument {
  let role: Role

  init?(argument: String) {
    guard let role = Role(rawValue: argument) else { return nil }
    self.role = role
  }

  static var allValueStrings: [String] { Role.allCases.map(\.rawValue) }
}

/// Whom an entry in a file of operators is about.
enum Grantee: String, ExpressibleByArgument, CaseIterable {
  case token, user, group
}

/// The file of operators that `treaty access` changes.
struct AccessOption: ParsableArguments {
  @Option(help: ArgumentHelp("The file of operators, as `treaty run --access` is given it.", valueName: "file"))
  var access: String
}

struct AccessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Say who may do what at a host, and make tokens.",
    discussion: """
        treaty access add monitoring --role viewer --expires 90d --access operators.json
        treaty access add duty --kind user --role operator --access operators.json
        treaty access list --access operators.json
        treaty access revoke monitoring --access operators.json
        treaty access whoami --store sqlite:treaty.sqlite

      On the machine of the host commands go over the socket beside the store (`--store`), and the system says who asks: the user that the \
      host runs as, and root, are admins; others need `treaty run --control-group`, and an entry of the kind `user` or `group` to do more \
      than look. From elsewhere they go to its admin address (`--host`, `treaty run --admin`) with a token. A running host reads the file \
      anew when it has changed, so what is revoked ends at once.

      Exit codes: 0 done; 1 there is no such entry, or there is one already; 2 wrong usage; 3 the file cannot be used; 4 no host answers.
      """,
    subcommands: [
      AccessAddCommand.self, AccessListCommand.self, AccessRevokeCommand.self, AccessRolesCommand.self,
      AccessWhoamiCommand.self,
    ])
}
