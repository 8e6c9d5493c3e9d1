import ArgumentParser
import Foundation
import Testing
import TreatyTestSupport

@testable import treaty

@Suite("docs/operating.md can be followed at three in the morning")
struct OperatingPageTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
  }

  /// Every `treaty …` of the page: lines of its blocks for a shell, and what stands between backquotes.
  private static func commands() throws -> [String] {
    var found: [String] = []
    var isShell = false
    for line in try text("docs/operating.md").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh"
      } else if isShell {
        found += line.split(separator: " | ").prefix(1).map(String.init)
      } else {
        found += line.matches(of: /`(treaty [^`]+)`/).map { String($0.1) }
      }
    }
    // What is only named, as `treaty audit`, is a command too, and its help shows.
    return found.filter { $0.hasPrefix("treaty ") }
  }

  /// Takes a line apart as a shell does, as far as the page needs it.
  private static func words(_ line: String) -> [String] {
    var (words, word, isQuoted) = ([String](), "", false)
    for character in line.replacing("$STORE", with: "sqlite:store.sqlite") {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return words + (word.isEmpty ? [] : [word])
  }

  @Test("every command of it is one")
  func commandsParse() throws {
    let commands = try Self.commands()
    #expect(commands.count > 60)
    for line in commands {
      let words = Array(Self.words(line).dropFirst())
      // Two words alone name a command, and do not call it.
      if words.count <= 2, !words.contains(where: { $0.hasPrefix("-") }), Self.isNamed(words) { continue }
      #expect(throws: Never.self, "\(line)") { _ = try Treaty.parseAsRoot(words) }
    }
  }

  private static func isNamed(_ words: [String]) -> Bool {
    var command: any ParsableCommand.Type = Treaty.self
    for word in words {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else { return false }
      command = next
    }
    return true
  }

  @Test("every alert has its runbook, every runbook its alert, and each leads to the other")
  func runbooks() throws {
    let rules = try Self.text("packaging/prometheus/treaty.rules.yml")
    let alerts = rules.matches(of: /- alert: (\w+)/).map { String($0.1) }
    let anchors = rules.matches(of: /runbook_url: "DOCS\/operating\.md#(\w+)"/).map { String($0.1) }
    let runbooks = try Self.text("docs/operating.md").matches(of: /(?m)^### (Treaty\w+)$/).map { String($0.1) }
    #expect(alerts.count > 15 && Set(alerts).count == alerts.count)
    #expect(anchors == alerts.map { $0.lowercased() })
    #expect(Set(runbooks) == Set(alerts) && runbooks.count == alerts.count)
  }

  @Test("a runbook says at once whether somebody is woken, as its alert does, and what to look at")
  func beginnings() throws {
    let rules = try Self.text("packaging/prometheus/treaty.rules.yml").split(separator: "- alert: ").dropFirst()
    let page = try Self.text("docs/operating.md")
    for rule in rules {
      let name = try #require(rule.split(separator: "\n").first)
      let severity = try #require(rule.firstMatch(of: /severity: (\w+)/)?.1)
      let start = try #require(page.range(of: "### \(name)\n")?.upperBound)
      let runbook = page[start...].split(separator: "\n###").first ?? ""
      #expect(runbook.hasPrefix("**\(severity).** "), "\(name)")
      #expect(runbook.contains("```sh\n"), "\(name)")
    }
  }
}
