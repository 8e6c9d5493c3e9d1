import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyTestSupport

@Suite("Every check is asked, stands in a file of its own, and can be reached by those who need it")
struct RegistryTests {
  @Test("every file that declares a rule declares one, and that one is in the list")
  func files() throws {
    let folder = Golden.repository.appending(path: "Sources/TreatyRules")
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    var declared: [String] = []
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      let names = text.matches(of: #/public struct (\w+): Rule \{/#).map { String($0.1) }
      #expect(names.count <= 1, "\(path)")
      if let name = names.first { #expect(path.hasSuffix("/\(name).swift"), "\(path)") }
      declared += names
    }
    #expect(declared.sorted() == Rules.all.map { "\($0)" }.sorted())
    #expect(declared.count >= 100)
  }

  @Test(
    "what profiles that ship with Treaty demand, a rule holds",
    arguments: ["gdpr", "iso27001", "sox", "pci-dss", "hipaa"])
  func profiles(_ name: String) throws {
    let manifest = "treaty: 1\npackage: a/b\nversion: 1.0.0\nprofiles: [\(name)]\n"
    let spec = "teams: {desk: {contacts: {mail: desk@example.org}}}\n"
    let package = Fixtures.compile([
      SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)),
      SourceText(path: "a.treaty.yaml", bytes: Array(spec.utf8)),
    ])
    #expect(package.findings.isEmpty, "\(Fixtures.report(package))")
    let set = EffectiveRule.all(in: package).filter { !$0.sources.isEmpty }
    #expect(set.count >= 10)
    let codes = Set(Rules.all.map { $0.about.code })
    for rule in set {
      #expect(codes.contains(rule.page.code), "\(rule.page.code.name)")
      #expect(rule.severity.map { $0 <= rule.page.severity } ?? false)
      #expect(rule.sources.allSatisfy { $0.words.hasPrefix("\(name), ") })
    }
  }

  @Test("a manifest that lowers a check goes before a profile, and says so")
  func lowered() throws {
    let manifest = """
      treaty: 1
      package: a/b
      version: 1.0.0
      profiles: [gdpr]
      rules: {TR0502: {severity: note, reason: Nothing but public data}, TR1404: error}
      """
    let package = Fixtures.compile([
      SourceText(path: "treaty.yaml", bytes: Array("\(manifest)\n".utf8)),
      SourceText(path: "a.treaty.yaml", bytes: Array("teams: {desk: {contacts: {mail: desk@example.org}}}\n".utf8)),
    ])
    let rules = EffectiveRule.all(in: package)
    let plain = try #require(rules.first { $0.page.code == .plainHTTP })
    #expect(plain.severity == .note && plain.isChanged)
    #expect(plain.sources.map { $0.words } == ["gdpr, Art. 32(1)(a)", "the manifest"])
    #expect(rules.first { $0.page.code == .orphanedAccount }?.severity == .error)
    #expect(rules.first { $0.page.code == .openWebhook }?.isChanged == false)
  }
}
