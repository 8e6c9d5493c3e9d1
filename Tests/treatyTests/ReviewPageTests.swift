import Foundation
import Testing
import TreatyTestSupport

@Suite("docs/review.md shows what the commands in it print")
struct ReviewPageTests {
  private static let page = "docs/review.md"
  /// Before what a command prints: no text has it.
  private static let mark = "\u{1}"

  @Test("each command, one after the other, in one repository")
  func commands() async throws {
    let text = try String(contentsOf: Golden.repository.appending(path: Self.page), encoding: .utf8)
    let commands = Self.lines(text).filter { $0.isCommand }.map { String($0.line.dropFirst(2)) }
    #expect(commands.count > 10)
    let steps = commands.map { "printf '\(Self.mark)'; \($0)" }.joined(separator: "\n")
    let outcome = try await TreatyProcess.shell(
      """
      work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
      cp -r specs/examples/alert-to-ticket "$work/specs"; cd "$work"; git init -q -b main .
      git config user.email a@example.org; git config user.name A; git add .; git commit -qm before
      treaty() { "$treaty" "$@"; }
      \(steps)
      """)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    var outputs = outcome.text.split(separator: Self.mark, omittingEmptySubsequences: false).dropFirst().makeIterator()
    var again: [String] = []
    for (line, isCommand, isOutput) in Self.lines(text) where !isOutput {
      again.append(line)
      if isCommand, let output = outputs.next(), !output.isEmpty {
        again += output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      }
    }
    try Golden.expect(again.joined(separator: "\n"), is: Self.page)
  }

  /// The lines of the page, and which of them are commands or what these have printed. A block of the page may show blocks of its own: it ends where
  /// one does that stands at the left.
  private static func lines(_ text: String) -> [(line: String, isCommand: Bool, isOutput: Bool)] {
    var isInside = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line == "```console" {
        isInside = true
        return (String(line), false, false)
      }
      if isInside, line == "```" {
        isInside = false
        return (String(line), false, false)
      }
      let isCommand = isInside && line.hasPrefix("$ ")
      return (String(line), isCommand, isInside && !isCommand)
    }
  }
}
