/// JUnit's XML: a suite for each file, a failure for each finding, and a case that passes for a file without any. What is allowed or in
/// the baseline is skipped, with the reason.
struct JUnitRenderer {
  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    let suites = suites(findings)
    let counts = suites.reduce(Counts()) { $0 + $1.counts }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"Treaty\" \(counts.attributes)>\n"
      + suites.map { $0.text }.joined() + "</testsuites>\n"
  }

  private func suites(_ findings: Findings) -> [(counts: Counts, text: String)] {
    let listed = findings.listed(in: sources)
    var byFile: [FileID?: [Finding]] = Dictionary(grouping: listed) { $0.diagnostic.primary?.span.file }
    // What ships with Treaty is somebody else's, unless something is found in it.
    for file in sources.ids where byFile[file] == nil && !sources[file].isInTheBox { byFile[file] = [] }
    let ranks = sources.ranks
    func rank(_ file: FileID?) -> Int {
      file.map { ranks.indices.contains(Int($0.index)) ? ranks[Int($0.index)] : Int.max } ?? -1
    }
    if options.outcome == .notLoaded, byFile[nil] == nil { byFile[.none] = [] }
    return byFile.sorted { rank($0.key) < rank($1.key) }.map { file, findings in
      suite(file.map { options.path(sources[$0].path) }, findings)
    }
  }

  /// A suite; without a file it is of the package as a whole.
  private func suite(_ file: String?, _ findings: [Finding]) -> (counts: Counts, text: String) {
    let name = XMLText.escape(file ?? "package")
    var counts = Counts()
    var names: [String: Int] = [:]
    var cases = findings.map { finding in
      counts.cases += 1
      if finding.isLive { counts.failures += 1 } else { counts.skipped += 1 }
      let title = "\(finding.diagnostic.code.name) \(finding.diagnostic.path ?? finding.fingerprint.description)"
      names[title, default: 0] += 1
      let number = names[title] ?? 1
      return testCase(finding, name, XMLText.escape(number == 1 ? title : "\(title) (\(number))"))
    }
    if file == nil, options.outcome == .notLoaded {
      counts.cases += 1
      counts.errors += 1
      cases.append(
        "    <testcase classname=\"\(name)\" name=\"loading\">\n"
          + "      <error message=\"the package could not be loaded\" type=\"error\"/>\n    </testcase>\n")
    }
    if cases.isEmpty {
      counts.cases += 1
      cases.append("    <testcase classname=\"\(name)\" name=\"no findings\"/>\n")
    }
    return (counts, "  <testsuite name=\"\(name)\" \(counts.attributes)>\n\(cases.joined())  </testsuite>\n")
  }

  private func testCase(_ finding: Finding, _ suite: String, _ name: String) -> String {
    let diagnostic = finding.diagnostic
    let message = XMLText.escape(diagnostic.message)
    var attributes = "classname=\"\(suite)\" name=\"\(name)\""
    var place = ""
    if let span = diagnostic.primary?.span {
      let start = sources.start(of: span)
      attributes += " file=\"\(suite)\" line=\"\(start.line)\""
      place = "\(options.path(sources[span.file].path)):\(start.line):\(start.column)\n"
    }
    let text = TerminalText.lines(place + diagnostic.plainText).map { XMLText.escape($0) }.joined(separator: "\n")
    let outcome =
      finding.state.words.map { "<skipped message=\"\(XMLText.escape($0))\"/>" }
      ?? "<failure message=\"\(message)\" type=\"\(diagnostic.severity)\">\(text)</failure>"
    return "    <testcase \(attributes)>\n      \(outcome)\n    </testcase>\n"
  }

  private struct Counts {
    var cases = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    var attributes: String { "tests=\"\(cases)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\"" }

    static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        cases: left.cases + right.cases, failures: left.failures + right.failures, errors: left.errors + right.errors,
        skipped: left.skipped + right.skipped)
    }
  }
}
