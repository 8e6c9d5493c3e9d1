import ArgumentParser
import TreatyHost

struct AccessRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Let somebody in no longer. A running host goes by it from the next request on.")

  @Argument(help: "Name, as `treaty access list` shows it.")
  var name: String

  @Option(help: "What it is: a token, or a user or a group of the host's machine.")
  var kind = Grantee.token

  @OptionGroup var access: AccessOption

  @Flag(help: "Print JSON.")
  var json = false

  private struct Outcome: Encodable {
    var name: String
    var kind: String
    var isRevoked = true
  }

  func run() throws {
    try AccessFileEdit.change(access.access) { list in
      let count = (list.users.count, list.groups.count, list.tokens.count)
      switch kind {
      case .user: list.users[name] = nil
      case .group: list.groups[name] = nil
      case .token: list.tokens.removeAll { $0.name == name }
      }
      guard count != (list.users.count, list.groups.count, list.tokens.count) else {
        throw AccessFileEdit.refuse(
          "there is no \(kind.rawValue) `\(name)`", mend: "see `treaty access list`; `--kind` says what it is")
      }
    }
    Terminal.print(
      json ? ReportText.json(Outcome(name: name, kind: kind.rawValue)) : "\(kind.rawValue) `\(name)` is revoked")
  }
}
