import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics

@Suite("A package decides how much findings matter, and only with a reason less than usual")
struct PackageCheckTests {
  /// Sound, but for an address that is not encrypted.
  private static let archive = """
    systems:
      archive: {connector: desk, url: http://archive.example.org}
    """

  /// The finding of the address, with what a manifest and a comment say of it.
  private func finding(rules: String = "{}", comment: String = "") throws -> Finding {
    let manifest = try #require(try BrokenSpec.base().first { $0.path == "treaty.yaml" })
    let lines = String(decoding: manifest.bytes, as: UTF8.self).components(separatedBy: "\n")
    let kept = lines.filter { !$0.hasPrefix("rules:") }.joined(separator: "\n")
    let files = [
      SourceText(path: "treaty.yaml", bytes: Array("\(kept)\nrules: \(rules)\n".utf8)),
      SourceText(path: "archive.treaty.yaml", bytes: Array("\(comment)\(Self.archive)\n".utf8)),
    ]
    let package = Fixtures.compile(BrokenSpec.added(files, to: try BrokenSpec.base()))
    let listed = package.findings.listed(in: package.sources)
    #expect(listed.count == 1, "\(listed.map { $0.diagnostic.message })")
    return try #require(listed.first)
  }

  @Test("as usual it is a warning, with its place in terms of keys")
  func usual() throws {
    let finding = try finding()
    #expect(finding.isLive && finding.diagnostic.severity == .warning)
    #expect(finding.diagnostic.path == "systems.archive.url")
  }

  @Test("the manifest raises it to an error, by its code")
  func raised() throws {
    for name in ["TR0502", "tr0502"] {
      let finding = try finding(rules: "{\(name): error}")
      #expect(finding.isLive && finding.diagnostic.severity == .error)
    }
  }

  @Test("with a reason it is a note, or marked as not wanted, until the last day")
  func lowered() throws {
    let note = try finding(rules: "{TR0502: {severity: note, reason: It stands in this room}}")
    #expect(note.isLive && note.diagnostic.severity == .note)
    let off = try finding(rules: "{TR0502: {severity: off, reason: It stands in this room, until: 2026-11-01}}")
    guard case .suppressed(let suppression) = off.state else {
      Issue.record("it counts: \(off)")
      return
    }
    #expect(suppression.reason == "It stands in this room")
    #expect(suppression.until == CalendarDay(year: 2026, month: 11, day: 1))
  }

  @Test("a comment allows it for what it stands above, in a file's first line as well")
  func allowed() throws {
    for line in ["", "\n"] {
      let finding = try finding(comment: "# treaty: allow TR0502 — it stands in this room\(line)\n")
      #expect(!finding.isLive)
    }
  }

  @Test("a file that cannot be read is said, and not that nobody declares what may stand in it")
  func unreadable() throws {
    let tables = SourceText(path: "tables.treaty.yaml", failure: "it is not a file")
    let user = SourceText(path: "user.treaty.yaml", bytes: Array("teams: {desk: {parent: crew-of-tables}}\n".utf8))
    let package = Fixtures.compile(BrokenSpec.added([tables, user], to: try BrokenSpec.base()))
    #expect(package.findings.all.map { $0.code } == [.unreadableFile])
    #expect(Fixtures.report(package).contains("tables.treaty.yaml"))
  }
}
