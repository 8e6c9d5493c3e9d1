import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyTestSupport

@Suite("Every code has a page, and its examples are true")
struct PageTests {
  static let folder = "docs/checks"

  @Test("one page a code, by a name that says the same as the code's")
  func complete() {
    #expect(Pages.all.map { $0.code }.sorted() == DiagnosticCode.allCases.filter { !$0.isChange }.sorted())
    for page in Pages.all { #expect(page.name == kebab("\(page.code)")) }
    #expect(Set(Pages.all.map { $0.name }).count == Pages.all.count)
  }

  @Test("every rule has its page", arguments: Rules.all.map { $0.about.page })
  func rules(_ page: CodePage) { #expect(Pages.catalogue[page.code] == page) }

  @Test("headings are a few words, the rest are sentences", arguments: Pages.catalogue.pages)
  func words(_ page: CodePage) {
    #expect(page.title.count <= 60 && !page.title.hasSuffix("."))
    for text in [page.summary, page.why, page.mend] {
      let end = text.split(separator: "\n").last?.last
      #expect(end == "." || end == "`" || text.contains("\n- "), "\(text)")
      #expect(text.first?.isLowercase == false)
    }
    #expect(!page.related.contains(page.code) && Set(page.related).count == page.related.count)
  }

  @Test("what leaves nothing to compile can never be allowed, and what rules say mostly can")
  func allowing() {
    for page in Pages.catalogue.pages where page.canBeAllowed {
      #expect(page.severity > .error || !page.family.errorsAreFinal, "\(page.name)")
      #expect(page.family != .suppression && page.family != .plans && page.family != .host)
    }
    #expect(Pages.catalogue.pages.count { $0.canBeAllowed } >= 5)
  }

  /// What has no example, since no text of a few lines can cause it, or only one in another file than a spec.
  static let withoutExample: Set<DiagnosticCode> = Pages.unused.union([
    .invalidUTF8, .fileTooLarge, .tooDeep, .tooManyNodes, .unreadableFile, .invalidJSON, .invalidCertificate, .noSpecs,
    .notRunnable, .evaluationFailed, .valueRefused, .staleBaseline, .unsupportedSchema,
  ])

  @Test("whatever a spec can cause has two examples", arguments: Pages.catalogue.pages)
  func examples(_ page: CodePage) {
    let isOfSpecs = page.family != .plans && page.family != .host && !Self.withoutExample.contains(page.code)
    #expect((page.bad != nil) == isOfSpecs)
    #expect((page.good != nil) == isOfSpecs)
  }

  @Test("the bad example gets the finding, the good one has no error", arguments: Pages.catalogue.pages)
  func trueExamples(_ page: CodePage) throws {
    guard let bad = page.bad, let good = page.good else { return }
    let found = try findings(in: bad)
    #expect(found.contains { $0.code == page.code && $0.severity == page.severity }, "\(found.map { $0.message })")
    let left = try findings(in: good).filter { $0.code == page.code || $0.severity <= .error }
    #expect(left.isEmpty, "\(left.map { $0.message })")
  }

  @Test("the pages in docs/checks are these, and no others")
  func documents() throws {
    let pages = Pages.catalogue.pages
    try Golden.expect(Pages.catalogue.markdown(), is: "\(Self.folder)/README.md")
    for page in pages {
      try Golden.expect("\(page.markdown())\n[All codes](README.md)\n", is: "\(Self.folder)/\(page.code.name).md")
    }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Golden.repository.appending(path: Self.folder).path)
    #expect(Set(files) == Set(pages.map { "\($0.code.name).md" } + ["README.md"]))
  }

  /// What is found live in the base package with an example in it.
  private func findings(in example: String) throws -> [Diagnostic] {
    let files = BrokenSpec.added(BrokenSpec.files(in: example), to: try BrokenSpec.base())
    let package = Fixtures.compile(files)
    return package.findings.listed(in: package.sources).filter { $0.isLive }.map { $0.diagnostic }
  }

  /// `invalidYAML` as `invalid-yaml`: capitals that follow each other are one word.
  private func kebab(_ name: String) -> String {
    var text = ""
    var isLast = false
    for letter in name {
      let isCapital = letter.isUppercase || letter.isNumber
      if isCapital, !isLast { text += "-" }
      text += letter.lowercased()
      isLast = isCapital
    }
    return text
  }
}
