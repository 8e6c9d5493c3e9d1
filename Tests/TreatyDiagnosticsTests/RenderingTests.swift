import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("A finding is printed so that it explains itself")
struct RenderingTests {
  private func sample() -> (Sources, Findings) {
    var sources = Sources()
    let text =
      "flows:\n  paging:\n    retry: patient\n    deliver:\n      - to: desk.ticket\n\tdo: create\n    über: 日本 x\n"
    let file = sources.add(path: "flows/paging.treaty.yaml", bytes: Array(text.utf8))
    let other = sources.add(path: "std/desk.treaty.yaml", bytes: Array("create: {POST: /ticket}\r\n".utf8))
    func span(_ word: String, _ file: FileID, _ text: String) -> Span {
      let start = text.utf8.distance(
        from: text.utf8.startIndex, to: text.utf8.firstRange(of: word.utf8)?.lowerBound ?? text.utf8.startIndex)
      return Span(file: file, range: start..<start + word.utf8.count)
    }
    var findings = Findings()
    findings.add(
      Diagnostic(
        code: .retriedUnsafeCreate, severity: .error, message: "`ticket.create` can create the same record twice",
        primary: Label(span: span("create", file, text), text: "sent again after a timeout"),
        related: [
          Label(span: span("patient", file, text), text: "retried because of this"),
          Label(span: span("POST", other, "create: {POST: /ticket}"), text: "declared here"),
        ], reason: "after a timeout nobody knows whether the record exists",
        fixes: [Fix(title: "declare `safety`"), Fix(title: "or `unsure: ask`")]))
    findings.add(
      Diagnostic(
        code: .unknownKey, severity: .warning, message: "wide letters do not move the mark",
        primary: Label(span: span("x", file, text))))
    findings.add(
      Diagnostic(
        code: .missingInput, severity: .error, message: "the input `desk-url` has no value", primary: nil,
        fixes: [Fix(title: "give it with `--input desk-url=…`")]))
    return (sources, findings)
  }

  @Test("for people")
  func terminal() throws {
    let (sources, findings) = sample()
    try Golden.expect(
      TerminalRenderer(sources: sources, colour: false).render(findings),
      is: "Tests/TreatyDiagnosticsTests/Fixtures/terminal.txt")
  }

  @Test("in colour, the words are the same")
  func colour() {
    let (sources, findings) = sample()
    var plain = TerminalRenderer(sources: sources, colour: true).render(findings)
    #expect(plain.contains("\u{1B}["))
    plain = plain.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == TerminalRenderer(sources: sources, colour: false).render(findings))
  }

  @Test("for machines")
  func json() throws {
    let (sources, findings) = sample()
    try Golden.expect(
      JSONRenderer(sources: sources).render(findings), is: "Tests/TreatyDiagnosticsTests/Fixtures/report.json")
  }

  @Test("findings are sorted, and none stands twice")
  func sorted() {
    let (_, findings) = sample()
    var twice = findings
    twice.add(contentsOf: findings)
    #expect(twice.all == findings.all)
    #expect(findings.all.first?.primary == nil)
  }

  @Test("every code has a number of its own, printed with four digits")
  func codes() {
    #expect(Set(DiagnosticCode.allCases.map { $0.name }).count == DiagnosticCode.allCases.count)
    #expect(DiagnosticCode.unknownKey.name == "TR0101")
  }

  @Test(
    "the near name",
    arguments: [
      ("identfy", ["identify", "deliver"], "identify"), ("hsot", ["host", "hosts"], "host"),
      ("sevrity", ["severity", "service"], "severity"), ("x", ["identify"], nil),
      ("apple", ["orange"], nil), ("Status", ["status"], "status"),
    ] as [(String, [String], String?)])
  func near(_ name: String, _ names: [String], _ wanted: String?) {
    #expect(NearName.suggest(for: name, among: names) == wanted)
  }

  @Test("places beyond a file, and in an empty one, are its end")
  func edges() {
    var sources = Sources()
    let file = sources.add(path: "empty", bytes: [])
    #expect(sources.position(of: 99, in: file) == sources.position(of: 0, in: file))
    #expect(
      !TerminalRenderer(sources: sources, colour: false).render(
        Diagnostic(
          code: .emptyFile, severity: .error, message: "m", primary: Label(span: Span(file: file, range: 5..<9)))
      ).isEmpty)
    #expect(sources[FileID(77)].bytes.isEmpty)
  }
}
