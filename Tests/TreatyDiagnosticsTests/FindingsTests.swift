import Testing
import TreatyDiagnostics

@Suite("Findings are sorted, none stands twice, and only those that are live count")
struct FindingsTests {
  @Test("findings are sorted, and none stands twice")
  func sorted() {
    let (sources, findings) = SharedFindings.sample()
    var twice = findings
    twice.add(contentsOf: findings)
    #expect(twice.all == findings.all)
    #expect(twice.listed(in: sources) == findings.listed(in: sources))
    #expect(twice.counts == findings.counts)
    #expect(findings.all.first?.primary == nil)
  }

  @Test("what is allowed or known does not decide how a command ends")
  func live() {
    var files = SampleFiles()
    let file = files.add("a.yaml", "# treaty: allow TR0401 — looked at\na: 1\n")
    let error = Diagnostic(
      code: .retriedUnsafeCreate, severity: .error, message: "m", primary: Label(span: files.span("a: 1", file)))
    var findings = Findings()
    findings.add(error)
    #expect(findings.hasErrors && findings.reach(.error) && findings.reach(.note))

    let catalogue = SharedFindings.catalogue
    var allowed = findings
    Suppressions(
      [files.comment("# treaty: allow TR0401 — looked at", "a: 1", file)], in: files.sources, catalogue: catalogue
    ).apply(to: &allowed)
    #expect(!allowed.hasErrors && !allowed.reach(.note) && !allowed.isEmpty)
    #expect(allowed.count(of: .error) == 0 && allowed.counts.suppressed == 1)
    #expect(allowed.all == [error])

    let known = Baseline(findings, in: files.sources, catalogue: catalogue)
    #expect(known.apply(to: &findings, in: files.sources, catalogue: catalogue).isEmpty)
    #expect(!findings.hasErrors && findings.counts.baselined == 1 && findings.counts.live == 0)
  }

  @Test("in words", arguments: [(1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 3, "3 warnings"), (0, 0, "")])
  func words(_ errors: Int, _ warnings: Int, _ words: String) {
    var findings = Findings()
    for index in 0..<errors + warnings {
      findings.add(
        Diagnostic(code: .usage, severity: index < errors ? .error : .warning, message: "\(index)", primary: nil))
    }
    #expect(findings.counts.words == words)
  }

  @Test("a fix without edits is for a person, whatever is said of it")
  func fixes() {
    #expect(Fix(title: "t", applicability: .safe).applicability == .manual)
    let edit = Edit(span: Span(file: FileID(0), range: 0..<1), replacement: "")
    #expect(Fix(title: "t", edits: [edit]).applicability == .unsafe)
    #expect(Fix(title: "t", edits: [edit], applicability: .safe).applicability == .safe)
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
}
