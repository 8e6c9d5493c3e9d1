import Foundation
import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyTestSupport

@Suite("Every kind of change has a page")
struct ChangePageTests {
  private static let folder = "docs/changes"
  private static let catalogue = Catalogue(ChangeRules.pages)

  @Test("the pages in docs/changes are these, and no others")
  func documents() throws {
    try Golden.expect(ChangeIndex.markdown, is: "\(Self.folder)/README.md")
    for page in Self.catalogue.pages {
      try Golden.expect("\(page.markdown())\n[All changes](README.md)\n", is: "\(Self.folder)/\(page.code.name).md")
    }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Golden.repository.appending(path: Self.folder).path)
    #expect(Set(files) == Set(Self.catalogue.pages.map { "\($0.code.name).md" } + ["README.md"]))
  }

  @Test("it is found by its code and its name, and told from a finding with the same number")
  func found() throws {
    #expect(DiagnosticCode(name: "TD0103") == .identityChanged)
    #expect(DiagnosticCode(name: "td103") == .identityChanged)
    #expect(DiagnosticCode(name: "103") == .wrongType)
    #expect(DiagnosticCode(name: "10103") == nil)
    #expect(Self.catalogue.page(named: "identity-changed")?.code == .identityChanged)
  }
}
