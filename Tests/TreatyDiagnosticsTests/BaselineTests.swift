import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("A baseline holds what was there, and nothing that is new")
struct BaselineTests {
  /// Warnings about each `old` of a text.
  private func run(_ text: String, word: String = "old", file: String = "a.yaml") -> (Sources, Findings) {
    var sources = Sources()
    let bytes = Array(text.utf8)
    let id = sources.add(path: file, bytes: bytes)
    var findings = Findings()
    for start in bytes.indices where bytes[start...].starts(with: word.utf8) {
      findings.add(
        Diagnostic(
          code: .plainHTTP, severity: .warning, message: "m",
          primary: Label(span: Span(file: id, range: start..<start + word.utf8.count))))
    }
    return (sources, findings)
  }

  @Test("what moves is known; one more is new; one less can be pruned")
  func applied() {
    let (sources, first) = run("a: old\nb: old\n")
    let baseline = Baseline(first, in: sources)
    #expect(baseline.entries.count == 2)

    var (moved, findings) = run("# moved\n\na: old\n\nb: old\n")
    #expect(baseline.apply(to: &findings, in: moved).isEmpty)
    #expect(findings.counts.baselined == 2 && findings.counts.live == 0)

    (moved, findings) = run("a: old\nb: old\nc: old\n")
    #expect(baseline.apply(to: &findings, in: moved).isEmpty)
    #expect(findings.counts.baselined == 2 && findings.counts.warnings == 1)

    (moved, findings) = run("b: old\n")
    let stale = baseline.apply(to: &findings, in: moved)
    #expect(stale.count == 1 && findings.counts.live == 0)
    let pruned = baseline.pruned(of: stale)
    #expect(pruned.entries.count == 1)
    #expect(pruned.apply(to: &findings, in: moved) == [pruned.entries[0]], "it was marked before, and is not live")
  }

  @Test("errors that cannot be allowed, and faults of Treaty, are never in it")
  func refused() {
    var files = SampleFiles()
    let file = files.add("a.yaml", "a: 1\n")
    var findings = Findings()
    for (code, severity) in [
      (DiagnosticCode.unknownKey, Severity.error), (.typeMismatch, .error), (.plainHTTP, .bug),
      (.unusedAllow, .warning),
      (.retriedUnsafeCreate, .error), (.unusedName, .note),
    ] {
      findings.add(
        Diagnostic(code: code, severity: severity, message: "m", primary: Label(span: files.span("a", file))))
    }
    let baseline = Baseline(findings, in: files.sources, catalogue: SharedFindings.catalogue)
    #expect(baseline.entries.map { $0.code } == ["TR0207", "TR0401"])
    _ = baseline.apply(to: &findings, in: files.sources)
    #expect(findings.counts.baselined == 1, "without a catalogue no error may be known")
  }

  @Test("the same entries give the same bytes, in any order")
  func sameBytes() throws {
    var random = SplitMix(seed: 3)
    var entries = (0..<6).flatMap { index in
      ["b.yaml", "a.yaml", "é \"x\".yaml", ""].map {
        Baseline.Entry(
          file: $0, code: "TR0\(401 + index % 2)", fingerprint: Fingerprint(UInt64(index)), count: index % 3 + 1)
      }
    }
    entries.append(entries[0])
    let bytes = BaselineFile.write(Baseline(entries))
    for _ in 0..<5 {
      entries.shuffle(using: &random)
      #expect(BaselineFile.write(Baseline(entries)) == bytes)
    }
    #expect(try BaselineFile.read(bytes) == Baseline(entries))
    try Golden.expect(String(decoding: bytes, as: UTF8.self), is: "Tests/TreatyDiagnosticsTests/Fixtures/baseline.json")
    #expect(try BaselineFile.read(BaselineFile.write(Baseline([]))).entries.isEmpty)
  }

  @Test("a code that is no more is kept, and found no more")
  func retired() {
    let baseline = Baseline([Baseline.Entry(file: "a", code: "TR9999", fingerprint: Fingerprint(1))])
    var findings = Findings()
    let stale = baseline.apply(to: &findings, in: Sources())
    #expect(stale == baseline.entries)
    #expect(baseline.pruned(of: stale).entries.isEmpty)
  }

  @Test("what is stale is said once a file")
  func stale() {
    let entries = [("a", 2), ("b", 1), ("", 1)].flatMap { file, count in
      (0..<count).map { Baseline.Entry(file: file, code: "TR0502", fingerprint: Fingerprint(UInt64($0))) }
    }
    let found = Diagnostic.staleBaseline(entries, named: "baseline.json")
    #expect(
      found.map { $0.message } == [
        "`baseline.json` has a finding without a place that is no longer there",
        "`baseline.json` has 2 findings of `a` that are no longer there",
        "`baseline.json` has a finding of `b` that is no longer there",
      ])
  }

  @Test(
    "what is no baseline says so",
    arguments: [
      ("", "it is no JSON"), ("[]", "it is no JSON"), ("{\"format\": \"treaty-baseline/1\"}", "it is no JSON"),
      (String(repeating: "[", count: 100_000), "it is no JSON"),
      (
        "{\"format\": \"treaty-baseline/1\", \"entries\": [{\"file\": \"a\", \"code\": \"TR0401\", \"fingerprint\": \"x\", \"count\": 1}]}",
        "the fingerprint of entry 1"
      ),
      (
        "{\"format\": \"treaty-baseline/1\", \"entries\": [{\"file\": \"a\", \"code\": \"TR0401\", \"fingerprint\": \"0000000000000000\", \"count\": 0}]}",
        "the count of entry 1"
      ),
      (
        "{\"format\": \"treaty-baseline/1\", \"entries\": [{\"file\": \"a\", \"code\": \"TR0401\", \"fingerprint\": \"0000000000000000\", \"count\": 9223372036854775807}]}",
        "the count of entry 1"
      ),
    ])
  func unreadable(_ text: String, _ why: String) {
    do throws(BaselineFailure) {
      _ = try BaselineFile.read(Array(text.utf8))
      Issue.record("it was read")
    } catch {
      guard case .unreadable(let found) = error else { return #expect(Bool(false), "\(error)") }
      #expect(found.hasPrefix(why))
    }
  }

  @Test("a later format is refused by its name; unknown keys of this one are left alone")
  func formats() throws {
    #expect(throws: BaselineFailure.format("treaty-baseline/2")) {
      try BaselineFile.read(Array("{\"format\": \"treaty-baseline/2\", \"entries\": {\"a\": 1}}".utf8))
    }
    let text = """
      {"format": "treaty-baseline/1", "made": "later", "entries": [
        {"file": "a", "code": "TR0401", "fingerprint": "00000000000000ff", "count": 7, "by": "x"},
        {"file": "a", "code": "TR0401", "fingerprint": "00000000000000ff", "count": 2}]}
      """
    let entry = try #require(try BaselineFile.read(Array(text.utf8)).entries.first)
    #expect(entry == Baseline.Entry(file: "a", code: "TR0401", fingerprint: Fingerprint(255), count: 9))
  }
}
