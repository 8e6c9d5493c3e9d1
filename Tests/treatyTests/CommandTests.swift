import ArgumentParser
import Testing
import TreatyHost
import TreatySpec

@testable import treaty

@Suite("What the command line says of itself")
struct CommandTests {
  /// All commands that do something, with the words by which they are called.
  private static func leaves(_ command: any ParsableCommand.Type, _ words: [String] = []) -> [(
    name: String, command: any ParsableCommand.Type
  )] {
    let subcommands = command.configuration.subcommands
    guard !subcommands.isEmpty else { return [(words.joined(separator: " "), command)] }
    return subcommands.flatMap { leaves($0, words + [$0._commandName]) }
  }

  /// What prints no facts, or has a form of its own.
  private static let exempt = [
    "init": "writes files", "new": "writes files", "fmt": "writes files, and has --format for findings",
    "schema": "prints JSON in any case", "dead export": "prints JSON in any case",
    "run": "serves until it is stopped", "stand-in": "serves until it is stopped",
  ]

  @Test("every command that prints facts prints JSON when it is asked to")
  func json() {
    for (name, command) in Self.leaves(Treaty.self) where Self.exempt[name] == nil {
      let help = command.helpMessage(columns: 200)
      #expect(help.contains("--json") || help.contains("--format"), "treaty \(name)")
    }
  }

  @Test("what is exempt is there")
  func exempt() {
    let names = Set(Self.leaves(Treaty.self).map(\.name))
    for name in Self.exempt.keys { #expect(names.contains(name), "treaty \(name)") }
  }

  @Test("roles at a host are those of a team in the language")
  func roles() {
    #expect(Set(Role.allCases.map(\.rawValue)) == Set(RoleWord.allCases.map(\.rawValue)))
  }

  @Test(
    "a store or a host, and not both",
    arguments: [
      (["status"], false), (["status", "--store", "sqlite:a"], true),
      (["status", "--host", "http://127.0.0.1:1"], true),
      (["status", "--store", "sqlite:a", "--host", "http://127.0.0.1:1"], false),
      (["status", "--store", "sqlite:a", "--token-file", "t"], false), (["status", "--store", "a"], false),
    ])
  func place(words: [String], isFine: Bool) {
    #expect(((try? Treaty.parseAsRoot(words)) != nil) == isFine)
  }
}
