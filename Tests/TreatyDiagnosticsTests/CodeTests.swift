import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("Codes have names, families and pages")
struct CodeTests {
  @Test("every code has a number of its own, printed with four digits, in a family that has a name")
  func codes() {
    #expect(Set(DiagnosticCode.allCases.map { $0.name }).count == DiagnosticCode.allCases.count)
    #expect(DiagnosticCode.unknownKey.name == "TR0101")
    for code in DiagnosticCode.allCases {
      #expect(DiagnosticCode(name: code.name) == code)
      #expect(code.family != .other)
    }
  }

  @Test("a name as people write it", arguments: ["TR0401", "tr0401", "Tr401", "TR00401", "401", "0401"])
  func name(_ text: String) { #expect(DiagnosticCode(name: text) == .retriedUnsafeCreate) }

  @Test(
    "what is no name of a code",
    arguments: [
      "", "TR", "TR0", "TR0499", "TRx", "TX0401", "TR-401", "+401", "TR 401", "TR99999999999999999999", "４０１",
    ])
  func noName(_ text: String) { #expect(DiagnosticCode(name: text) == nil) }

  @Test("a page in a terminal", arguments: [40, 72, 100])
  func terminal(_ columns: Int) throws {
    let page = try #require(SharedFindings.catalogue[.retriedUnsafeCreate])
    let text = page.text(columns: columns)
    try Golden.expect(text, is: "Tests/TreatyDiagnosticsTests/Fixtures/page-\(columns).txt")
    // Words and examples are never broken, so that they can be copied.
    for line in text.split(separator: "\n") where !line.contains("│") && !line.hasPrefix("TR") {
      #expect(TerminalText.width(of: String(line)) <= columns || !line.dropFirst(2).contains(" "))
    }
    #expect(page.text(columns: columns, colour: true).replacing(/\u{1B}\[[0-9;]*m/, with: "") == text)
  }

  @Test("a page as Markdown")
  func markdown() throws {
    let page = try #require(SharedFindings.catalogue[.retriedUnsafeCreate])
    try Golden.expect(page.markdown(), is: "Tests/TreatyDiagnosticsTests/Fixtures/page.md")
  }

  @Test("a page without example, relatives or permission says so or nothing")
  func short() throws {
    let page = CodePage(
      code: .missingInput, name: "missing-input", severity: .error, title: "An input without a value", summary: "s",
      why: "w", mend: "m")
    #expect(!page.text(columns: 80).contains("Instead of"))
    #expect(page.text(columns: 80).contains("It cannot be allowed."))
    #expect(!page.markdown().contains("See also"))
  }

  @Test("a catalogue has one page a code, found by code")
  func catalogue() {
    let pages = DiagnosticCode.allCases.reversed().map {
      CodePage(code: $0, name: "\($0)", severity: .error, title: "", summary: "", why: "", mend: "")
    }
    let catalogue = Catalogue(pages + pages)
    #expect(catalogue.pages.map { $0.code } == DiagnosticCode.allCases.sorted())
    for code in DiagnosticCode.allCases { #expect(catalogue[code]?.code == code) }
    #expect(Catalogue()[.usage] == nil)
  }

  @Test(
    "a page is found by its code or name, however it is written",
    arguments: ["TR0401", "tr401", "401", "retried-unsafe-create", "Retried-Unsafe-Create"])
  func found(_ text: String) { #expect(SharedFindings.catalogue.page(named: text)?.code == .retriedUnsafeCreate) }

  @Test(
    "what names no page is near to some",
    arguments: [
      ("retried-unsave-create", [DiagnosticCode.retriedUnsafeCreate]), ("http", [.plainHTTP]), ("4401", []),
      ("TR9401", []), ("TR02", [.plainHTTP]), ("o", []), ("", []),
    ])
  func near(_ text: String, _ codes: [DiagnosticCode]) {
    #expect(SharedFindings.catalogue.page(named: text) == nil)
    #expect(SharedFindings.catalogue.pages(near: text).map { $0.code } == codes)
  }

  @Test("all codes in a list")
  func list() {
    #expect(
      SharedFindings.catalogue.text() == """
        Safety (TR04xx)
          TR0401  retried-unsafe-create  A create may happen twice

        Exposure (TR05xx)
          TR0502  plain-http             An address without TLS

        """)
  }
}
