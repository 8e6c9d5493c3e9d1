import Testing
import TreatyDiagnostics
import TreatyTestSupport

@Suite("Each format says the same of the same findings, in its own way")
struct FormatTests {
  private var options: ReportOptions {
    var options = ReportOptions()
    options.catalogue = SharedFindings.catalogue
    options.version = "1.2.3"
    return options
  }

  /// Names under which goldens are kept; an editor knows what to do with them.
  private static func file(_ name: String, _ format: FindingsFormat) -> String {
    let ending =
      switch format {
      case .full, .concise, .github: "txt"
      case .json, .sarif, .gitlab: "json"
      case .jsonl: "jsonl"
      case .junit: "xml"
      case .markdown: "md"
      }
    return "Tests/TreatyDiagnosticsTests/Fixtures/\(name).\(format.rawValue).\(ending)"
  }

  @Test("as it is printed", arguments: FindingsFormat.allCases)
  func golden(_ format: FindingsFormat) throws {
    let (sources, findings) = SharedFindings.sample()
    try Golden.expect(format.render(findings, sources, options), is: Self.file("report", format))
  }

  @Test(
    "with what does not count, seen from the repository",
    arguments: [.full, .concise, .github, .sarif] as [FindingsFormat])
  func everything(_ format: FindingsFormat) throws {
    let (sources, findings) = SharedFindings.sample()
    var options = options
    options.showsSuppressed = true
    options.folder = "integrations/desk"
    try Golden.expect(format.render(findings, sources, options), is: Self.file("everything", format))
  }

  @Test("of a package that could not be loaded", arguments: [.sarif, .junit, .markdown] as [FindingsFormat])
  func notLoaded(_ format: FindingsFormat) throws {
    var files = SampleFiles()
    let broken = files.add("a.treaty.yaml", "a: [\n")
    var findings = Findings()
    findings.add(
      Diagnostic(
        code: .invalidYAML, severity: .error, message: "`[` is not closed",
        primary: Label(span: files.span("[", broken))))
    findings.add(Diagnostic(code: .noSpecs, severity: .error, message: "`.` holds no package", primary: nil))
    var options = options
    options.outcome = .notLoaded
    try Golden.expect(format.render(findings, files.sources, options), is: Self.file("not-loaded", format))
  }

  @Test("of nothing", arguments: FindingsFormat.allCases)
  func nothing(_ format: FindingsFormat) throws {
    var files = SampleFiles()
    _ = files.add("a.treaty.yaml", "a: 1\n")
    let text = format.render(Findings(), files.sources)
    switch format {
    case .full, .concise, .github: #expect(text.isEmpty)
    case .gitlab: #expect(try JSONValue(text) == .list([]))
    default: try Golden.expect(text, is: Self.file("nothing", format))
    }
  }

  @Test("in which order findings come, or files are read, makes no difference", arguments: FindingsFormat.allCases)
  func order(_ format: FindingsFormat) {
    var random = SplitMix(seed: 7)
    let texts = (0..<8).map { round in
      var names = ["b.yaml", "a.yaml", "c.yaml"]
      if round > 0 { names.shuffle(using: &random) }
      var files = SampleFiles()
      var found: [Diagnostic] = []
      for name in names {
        let file = files.add(name, "one: 1\ntwo: 2\n")
        for (text, code) in [("two", DiagnosticCode.unknownKey), ("one", .wrongType), ("one", .unknownKey)] {
          found.append(
            Diagnostic(code: code, severity: .error, message: "m", primary: Label(span: files.span(text, file))))
        }
      }
      if round > 0 { found.shuffle(using: &random) }
      var findings = Findings()
      // All of them twice.
      for diagnostic in found + found { findings.add(diagnostic) }
      return format.render(findings, files.sources)
    }
    #expect(Set(texts).count == 1)
  }

  @Test("a finding without a place is in each of them", arguments: FindingsFormat.allCases)
  func withoutPlace(_ format: FindingsFormat) {
    var findings = Findings()
    findings.add(Diagnostic(code: .missingInput, severity: .error, message: "no value", primary: nil))
    let text = format.render(findings, Sources())
    #expect(text.contains("TR0603"))
    #expect(text.contains("no value"))
  }

  @Test("statistics: most first, then by code")
  func statistics() throws {
    let (_, findings) = SharedFindings.sample()
    try Golden.expect(
      Statistics(findings).table(SharedFindings.catalogue), is: "Tests/TreatyDiagnosticsTests/Fixtures/statistics.txt")
    #expect(Statistics(Findings()).table().isEmpty)
  }
}
