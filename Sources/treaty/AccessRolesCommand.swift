import ArgumentParser
import Foundation
import TreatyHost

struct AccessRolesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Say which roles there are, and what each may do.")

  @Flag(help: "Print JSON.")
  var json = false

  private struct Entry: Encodable {
    var role: Role
    var meaning: String
    var includes: [Role]
  }

  func run() throws {
    let entries = Role.allCases.map { role in
      Entry(role: role, meaning: role.meaning, includes: Role.allCases.filter { $0 != role && role.includes($0) })
    }
    if json { return Terminal.print(ReportText.json(entries)) }
    Terminal.print(
      entries.map { entry in
        entry.role.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0) + entry.meaning
      }.joined(separator: "\n"))
  }
}
