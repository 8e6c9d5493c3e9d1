import ArgumentParser
import Foundation
import TreatyHost

struct AccessListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List who may do what; tokens without what would let one use them.")

  @OptionGroup var access: AccessOption

  @Flag(help: "Print JSON.")
  var json = false

  private struct Entry: Encodable {
    var name: String
    var kind: String
    var roles: [Role]
    var created: Date?
    var expires: Date?
    var isOver = false
    var networks: [String]?
  }

  func run() throws {
    guard FileManager.default.fileExists(atPath: access.access) else {
      Terminal.complain("error: there is no file `\(access.access)`")
      throw Exit.load
    }
    let list = try AccessFileEdit.read(access.access)
    let now = Date()
    let entries =
      list.users.sorted { $0.key < $1.key }.map { Entry(name: $0.key, kind: "user", roles: $0.value) }
      + list.groups.sorted { $0.key < $1.key }.map { Entry(name: $0.key, kind: "group", roles: $0.value) }
      + list.tokens.sorted { $0.name < $1.name }.map {
        Entry(
          name: $0.name, kind: "token", roles: $0.roles, created: $0.created, expires: $0.expires,
          isOver: $0.isOver(at: now), networks: $0.networks)
      }
    if json { return Terminal.print(ReportText.json(entries)) }
    Terminal.print(entries.isEmpty ? "nobody" : entries.map(line).joined(separator: "\n"))
  }

  private func line(_ entry: Entry) -> String {
    let until = entry.expires.map { "\(entry.isOver ? ", over since" : ", until") \($0.formatted(.iso8601))" } ?? ""
    let from = entry.networks.map { ", from \($0.joined(separator: " "))" } ?? ""
    return "\(entry.kind)  \(entry.name)  \(entry.roles.map(\.rawValue).joined(separator: " "))\(until)\(from)"
  }
}
