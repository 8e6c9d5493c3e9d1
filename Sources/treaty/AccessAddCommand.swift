import ArgumentParser
import Foundation
import TreatyConnect
import TreatyHost
import TreatySpec

struct AccessAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Let somebody in: make a token, or give a user or a group of the host's machine a role.",
    discussion: """
        treaty access add monitoring --role viewer --expires 90d --network 10.1.0.0/16 --access operators.json
        treaty access add duty --kind user --role operator --access operators.json

      The token is printed once, to standard output and alone on its line; the file has only its digest.
      """)

  @Argument(help: "Name, which the audit trail has: 1 to 64 letters, digits and . _ - @")
  var name: String

  @Option(name: .customLong("role"), help: "What they may do (see `treaty access roles`); may be repeated.")
  var roles: [RoleName]

  @Option(help: "What it is: a token, or a user or a group of the host's machine.")
  var kind = Grantee.token

  @Option(help: "How long a token holds, such as 90d; without it, until it is revoked.")
  var expires: String?

  @Option(
    name: .customLong("network"),
    help: "Block of addresses a token may be used from, such as 10.0.0.0/8; may be repeated.")
  var networks: [String] = []

  @OptionGroup var access: AccessOption

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard kind == .token || (expires == nil && networks.isEmpty) else {
      throw ValidationError("`--expires` and `--network` are for tokens")
    }
    do throws(AccessFailure) { try AccessList.check(name) } catch {
      throw ValidationError("`\(name)` \(error.message)")
    }
    _ = try length()
  }

  private func length() throws -> TimeInterval? {
    guard let expires else { return nil }
    do throws(GrammarError) { return Double(try TimeLength(parsing: expires).milliseconds) / 1000 } catch {
      throw ValidationError("`--expires \(expires)`: \(error.message)")
    }
  }

  /// What is printed with `--json`.
  private struct Outcome: Encodable {
    var name: String
    var kind: String
    var roles: [Role]
    var expires: Date?
    var token: String?
  }

  func run() throws {
    let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    let ends = try length().map { now.addingTimeInterval($0) }
    let token = AccessToken.make()
    let ordered = Role.allCases.filter { role in roles.contains { $0.role == role } }
    try AccessFileEdit.change(access.access) { list in
      switch kind {
      case .user: list.users[name] = ordered
      case .group: list.groups[name] = ordered
      case .token:
        guard !list.tokens.contains(where: { $0.name == name }) else {
          throw AccessFileEdit.refuse(
            "there is a token `\(name)` already", mend: "revoke it first, or give the new one another name")
        }
        list.tokens.append(
          AccessList.Token(
            name: name, roles: ordered, sha256: AccessToken.digest(token), created: now, expires: ends,
            networks: networks.isEmpty ? nil : networks))
      }
      // What is written must be readable; a network that is none shows here.
      do throws(AccessFailure) { _ = try AccessList(reading: Data(try list.text())) } catch {
        throw ValidationError("that \(error.message)")
      }
    }
    let printed = kind == .token ? token.reveal() : nil
    if json {
      return Terminal.print(
        ReportText.json(Outcome(name: name, kind: kind.rawValue, roles: ordered, expires: ends, token: printed)))
    }
    if let printed {
      Terminal.complain("the token of `\(name)`, which is shown this once:")
      return Terminal.print(printed)
    }
    Terminal.print("\(kind.rawValue) `\(name)` is \(ordered.map(\.rawValue).joined(separator: ", "))")
  }
}
