import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("A comment allows what it names, where it stands, for as long as it says")
struct SuppressionTests {
  private static let today = CalendarDay(year: 2027, month: 3, day: 1)

  /// What comes of a comment above `retry: patient`, with findings TR0401 (an error that may be allowed), TR0502 (a warning) and TR0101
  /// (an error that may not) there: the codes that are allowed, and what is said of the comment.
  private func outcome(_ comment: String, covers: String? = "retry: patient", today: CalendarDay? = Self.today) -> (
    allowed: [String], suppressions: [Suppression], found: Findings, sources: Sources
  ) {
    var files = SampleFiles()
    let file = files.add("a.yaml", "flows:\n  a:\n    \(comment)\n    retry: patient\n")
    let span = files.span("patient", file)
    var findings = Findings()
    for (code, severity) in [
      (DiagnosticCode.retriedUnsafeCreate, Severity.error), (.plainHTTP, .warning), (.unknownKey, .error),
    ] {
      findings.add(Diagnostic(code: code, severity: severity, message: "m", primary: Label(span: span)))
    }
    Suppressions(
      [files.comment(comment, covers, file)], in: files.sources, catalogue: SharedFindings.catalogue, today: today
    ).apply(to: &findings)
    var allowed: [String] = []
    var suppressions: [Suppression] = []
    for finding in findings.listed(in: files.sources) {
      guard case .suppressed(let suppression) = finding.state else { continue }
      allowed.append(finding.diagnostic.code.name)
      suppressions.append(suppression)
    }
    return (allowed, suppressions, findings, files.sources)
  }

  /// A comment, what it allows, its reason, its last day, and what is found wrong with it.
  static let comments: [(text: String, allowed: [String], reason: String?, until: String?, faults: [DiagnosticCode])] =
    [
      ("# treaty: allow TR0401 — looked at", ["TR0401"], "looked at", nil, []),
      ("# treaty: allow TR0401 – looked at", ["TR0401"], "looked at", nil, []),
      ("# treaty: allow TR0401 - looked at", ["TR0401"], "looked at", nil, []),
      ("# treaty: allow TR0401 -- looked at", ["TR0401"], "looked at", nil, []),
      ("#treaty:allow TR0401—looked at", ["TR0401"], "looked at", nil, []),
      ("##  treaty:  allow\ttr401  -- looked -- at, twice  ", ["TR0401"], "looked -- at, twice", nil, []),
      ("# treaty: allow TR0401, TR0502 — both", ["TR0401", "TR0502"], "both", nil, []),
      ("# treaty: allow TR0401 TR0502,— both", ["TR0401", "TR0502"], "both", nil, []),
      ("# treaty: allow TR0401-why not", ["TR0401"], "why not", nil, []),
      ("# treaty: allow TR0401 — a, until 2027-03-01", ["TR0401"], "a", "2027-03-01", []),
      ("# treaty: allow TR0401 — a until 2028-02-29.", ["TR0401"], "a", "2028-02-29", []),
      ("# treaty: allow TR0401 — (until 2027-03-02) a", ["TR0401"], "a", "2027-03-02", []),
      (
        "# treaty: allow TR0401 — waits until the vendor mends it", ["TR0401"], "waits until the vendor mends it", nil,
        []
      ),
      (
        "# treaty: allow TR0401 — until 5.0 is out, until 2027-04-01, see #12", ["TR0401"], "until 5.0 is out see #12",
        "2027-04-01", []
      ),
      ("# treaty: allow-file TR0401 — all", ["TR0401"], "all", nil, []),
      ("# treaty: allow TR0401", ["TR0401"], nil, nil, [.allowWithoutReason]),
      ("# treaty: allow TR0401 — ", ["TR0401"], nil, nil, [.allowWithoutReason]),
      ("# treaty: allow TR0401 — !", ["TR0401"], nil, nil, [.allowWithoutReason]),
      ("# treaty: allow TR0401, until 2027-03-01", ["TR0401"], nil, "2027-03-01", [.allowWithoutReason]),
      ("# treaty: allow TR0401 — a, until 2027-02-28", [], nil, nil, [.expiredAllow]),
      ("# treaty: allow TR0403 — a, until 2027-02-28", [], nil, nil, [.unusedAllow]),
      ("# treaty: allow TR0403 — a", [], nil, nil, [.unusedAllow]),
      ("# treaty: allow TR0403", [], nil, nil, [.unusedAllow]),
      ("# treaty: allow TR0401, TR0403 — a", ["TR0401"], "a", nil, [.unusedAllow]),
      ("# treaty: allow TR0401, TR0401 — a", ["TR0401"], "a", nil, [.unusedAllow]),
      ("# treaty: allow TR0499 — a", [], nil, nil, [.allowOfUnknownCode]),
      ("# treaty: allow TR0499 — a", [], nil, nil, [.allowOfUnknownCode]),
      ("# treaty: allow TR0499, TR0502 — a", ["TR0502"], "a", nil, [.allowOfUnknownCode]),
      ("# treaty: allow TR0101 — a", [], nil, nil, [.allowOfError]),
      ("# treaty: allow TR0901 — a", [], nil, nil, [.allowOfError]),
      ("# treaty: allow", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow — everything", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow-file until 2027-03-01", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow all", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow TR0401 because it is so", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow TR0401: it is so", [], nil, nil, [.malformedAllow]),
      ("# treaty: alow TR0401 — a", [], nil, nil, [.malformedAllow]),
      ("# treaty: ignore TR0401", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow TR0401 — a, until 2027-13-01", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow TR0401 — a, until 2027-02-29", [], nil, nil, [.malformedAllow]),
      ("# treaty: allow TR0401 — a, until 1.3.2027", [], nil, nil, [.malformedAllow]),
      ("# treaty: 1", [], nil, nil, []),
      ("# treaty:", [], nil, nil, []),
      ("# Treaty: what this is for", [], nil, nil, []),
      ("# see treaty: allow TR0401 — a", [], nil, nil, []),
    ]

  @Test("comments, and what comes of them", arguments: Self.comments.indices)
  func comment(_ index: Int) {
    let wanted = Self.comments[index]
    let (allowed, suppressions, found, _) = outcome(wanted.text)
    #expect(allowed == wanted.allowed, "\(wanted.text)")
    #expect(suppressions.first?.reason == wanted.reason, "\(wanted.text)")
    #expect(suppressions.first?.until?.description == wanted.until, "\(wanted.text)")
    let faults = found.all.map { $0.code }.filter { $0.family == .suppression }
    #expect(faults == wanted.faults, "\(wanted.text)")
  }

  @Test("what is said of comments")
  func words() throws {
    var text = ""
    for (comment, _, _, _, faults) in Self.comments where !faults.isEmpty {
      let (_, _, found, sources) = outcome(comment)
      let renderer = TerminalRenderer(sources: sources, colour: false)
      for diagnostic in found.all where diagnostic.code.family == .suppression || diagnostic.related.count > 0 {
        text += renderer.render(diagnostic) + "\n"
      }
    }
    try Golden.expect(text, is: "Tests/TreatyDiagnosticsTests/Fixtures/suppression.txt")
  }

  @Test("the finding whose permission has ended says since when")
  func ended() throws {
    let (_, _, found, _) = outcome("# treaty: allow TR0401 — a, until 2027-02-28")
    #expect(found.hasErrors)
    let finding = try #require(found.all.first { $0.code == .retriedUnsafeCreate })
    #expect(finding.related.first?.text == "allowed until 2027-02-28, which is over")
    #expect(outcome("# treaty: allow TR0401 — a, until 2027-02-28", today: nil).allowed == ["TR0401"])
  }

  @Test("a comment with nothing behind it allows nothing")
  func nothing() {
    let (allowed, _, found, _) = outcome("# treaty: allow TR0401 — a", covers: nil)
    #expect(allowed.isEmpty)
    #expect(found.all.contains { $0.code == .unusedAllow })
  }

  @Test("the nearest comment counts; one around it that has no other use is not needed")
  func nearest() {
    var files = SampleFiles()
    let file = files.add(
      "a.yaml",
      "# treaty: allow-file TR0502 — far\n# treaty: allow TR0502 — around\na:\n  # treaty: allow TR0502 — near\n  b: 1\nc: 2\n"
    )
    var findings = Findings()
    for word in ["b: 1", "c: 2"] {
      findings.add(
        Diagnostic(code: .plainHTTP, severity: .warning, message: word, primary: Label(span: files.span(word, file))))
    }
    Suppressions(
      [
        files.comment("# treaty: allow-file TR0502 — far", nil, file),
        SourceComment(
          span: files.span("# treaty: allow TR0502 — around", file),
          covers: files.span(from: "a:", to: "b: 1", file).range),
        files.comment("# treaty: allow TR0502 — near", "b: 1", file),
      ], in: files.sources
    ).apply(to: &findings)
    let reasons = findings.listed(in: files.sources).compactMap { finding in
      if case .suppressed(let suppression) = finding.state { suppression.reason } else { nil }
    }
    #expect(reasons == ["near", "far"])
    #expect(findings.all.filter { $0.code == .unusedAllow }.count == 1)
  }

  @Test("a comment in another file, or whose node is elsewhere, allows nothing")
  func elsewhere() {
    var files = SampleFiles()
    let file = files.add("a.yaml", "# treaty: allow-file TR0502 — a\na: 1\n")
    let other = files.add("b.yaml", "b: 1\n")
    var findings = Findings()
    findings.add(
      Diagnostic(code: .plainHTTP, severity: .warning, message: "m", primary: Label(span: files.span("b", other))))
    findings.add(Diagnostic(code: .plainHTTP, severity: .warning, message: "nowhere", primary: nil))
    Suppressions([files.comment("# treaty: allow-file TR0502 — a", nil, file)], in: files.sources).apply(to: &findings)
    #expect(findings.counts.suppressed == 0)
    #expect(findings.counts.warnings == 3)
  }

  @Test("where rules have not run, nobody knows whether an allow is needed")
  func unknown() {
    var files = SampleFiles()
    let file = files.add("a.yaml", "# treaty: allow TR0502\na: 1\n")
    var findings = Findings()
    let comments = Suppressions([files.comment("# treaty: allow TR0502", "a: 1", file)], in: files.sources)
    comments.apply(to: &findings, unused: .ignored)
    #expect(findings.all.map { $0.code } == [.allowWithoutReason])
  }

  @Test(
    "an allow that is not needed is removed, and nothing else",
    arguments: [
      ("a: 1\n# treaty: allow TR0403 — x\nb: 2\n", "a: 1\nb: 2\n"),
      ("a: 1\n  # treaty: allow TR0403 — x\r\nb: 2\r\n", "a: 1\nb: 2\r\n"),
      ("a: 1\n# treaty: allow TR0403 — x", "a: 1\n"),
      ("a: 1  # treaty: allow TR0403 — x\nb: 2\n", "a: 1\nb: 2\n"),
      ("a: 1 # treaty: allow TR0403, TR0502 — x\n", "a: 1 # treaty: allow TR0502 — x\n"),
      ("a: 1 # treaty: allow TR0502, TR0403 — x\n", "a: 1 # treaty: allow TR0502 — x\n"),
      ("a: 1 # treaty: allow TR0403 TR0402, TR0502,TR0503, TR0504 — x\n", "a: 1 # treaty: allow TR0502 — x\n"),
    ])
  func removed(_ before: String, _ after: String) throws {
    var files = SampleFiles()
    let file = files.add("a.yaml", before)
    let start = files.span("#", file).range.lowerBound
    let end = before.utf8.dropFirst(start).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? before.utf8.endIndex
    let comment = Span(file: file, range: start..<before.utf8.distance(from: before.utf8.startIndex, to: end))
    var findings = Findings()
    findings.add(
      Diagnostic(code: .plainHTTP, severity: .warning, message: "m", primary: Label(span: files.span("a: 1", file))))
    Suppressions([SourceComment(span: comment, covers: files.span("a: 1", file).range)], in: files.sources)
      .apply(to: &findings)
    let plan = FixPlan(findings, in: files.sources)
    #expect(plan.files.map { String(decoding: $0.after, as: UTF8.self) } == [after])
  }

  @Test(
    "days that the calendar has", arguments: ["2027-03-01", "2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func day(_ text: String) { #expect(CalendarDay(text)?.description == text) }

  @Test(
    "days that it has not",
    arguments: [
      "", "2027-02-29", "1900-02-29", "2027-00-01", "2027-01-00", "2027-04-31", "27-01-01", "2027/01/01", "2027-1-1",
      "0000-01-01", "２０２７-01-01",
    ])
  func noDay(_ text: String) { #expect(CalendarDay(text) == nil) }

  @Test("any bytes as a comment neither crash nor hang")
  func anything() {
    var random = SplitMix(seed: 11)
    let parts = [
      "treaty:", "allow", "allow-file", " ", ",", "TR0401", "TR", "—", "-", "until", "2027-03-01", "9", "\u{0}", "é",
      "(", ".",
    ]
    for _ in 0..<2_000 {
      let text = "#" + (0..<random.below(12)).map { _ in parts[random.below(parts.count)] }.joined()
      var files = SampleFiles()
      let file = files.add("a", text)
      var findings = Findings()
      let length = random.below(text.utf8.count + 3)
      Suppressions([SourceComment(span: Span(file: file, range: 0..<length), covers: 0..<1)], in: files.sources)
        .apply(to: &findings)
      #expect(findings.count(of: .warning) <= 12)
    }
  }
}
