import Foundation
import Testing
import TreatyDiagnostics
import TreatyTestSupport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("What others read is as its schema says")
struct PublishedFormatTests {
  private let sources: Sources
  private let findings: Findings

  init() { (sources, findings) = SharedFindings.sample() }

  private func schema(_ path: String) throws -> SchemaCheck? {
    let folder = ProcessInfo.processInfo.environment["TREATY_TEST_DATA"].map { URL(filePath: $0) }
    let file =
      path.hasPrefix("grammar/")
      ? Golden.repository.appending(path: path)
      : (folder ?? Golden.repository.appending(path: "../shared/data")).appending(path: path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    return SchemaCheck(root: try JSONValue(text))
  }

  @Test("json, by grammar/diagnostics.schema.json")
  func json() throws {
    let schema = try #require(try schema("grammar/diagnostics.schema.json"))
    #expect(schema.violations(try JSONValue(FindingsFormat.json.render(findings, sources))) == [])
    #expect(!schema.violations(.object([:])).isEmpty)
  }

  @Test("jsonl, by the same; a last line says that it is whole")
  func jsonl() throws {
    let schema = try #require(try schema("grammar/diagnostics.schema.json"))
    let lines = FindingsFormat.jsonl.render(findings, sources).split(separator: "\n")
    for line in lines { #expect(schema.violations(try JSONValue(String(line)), "#/$defs/line") == []) }
    #expect(lines.count == findings.all.count + 1)
    #expect(try JSONValue(String(try #require(lines.last)))["summary"] != nil)
  }

  @Test("all fields of json are in the schema, so that nobody has to guess")
  func described() throws {
    let text = try String(
      contentsOf: Golden.repository.appending(path: "grammar/diagnostics.schema.json"), encoding: .utf8)
    func names(_ value: JSONValue) -> Set<String> {
      switch value {
      case .object(let fields): fields.values.reduce(Set(fields.keys)) { $0.union(names($1)) }
      case .list(let elements): elements.reduce([]) { $0.union(names($1)) }
      default: []
      }
    }
    let undescribed = names(try JSONValue(FindingsFormat.json.render(findings, sources))).filter {
      !text.contains("\"\($0)\": {")
    }
    #expect(undescribed == [])
  }

  @Test(
    "sarif, by the schema of OASIS; without it only the essentials are looked at",
    arguments: [ReportOptions.Outcome.complete, .notLoaded])
  func sarif(_ outcome: ReportOptions.Outcome) throws {
    var options = ReportOptions()
    options.outcome = outcome
    options.catalogue = SharedFindings.catalogue
    options.version = "1.2.3"
    for found in [findings, Findings()] {
      let log = try JSONValue(FindingsFormat.sarif.render(found, sources, options))
      guard let schema = try schema("sarif/sarif-schema-2.1.0.json") else {
        print("SKIPPED: no schema of SARIF")
        continue
      }
      #expect(schema.violations(log) == [])
    }
  }

  @Test("sarif: what code scanning refuses a file for")
  func codeScanning() throws {
    let run = try #require(try JSONValue(FindingsFormat.sarif.render(findings, sources))["runs"]?.elements.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
    let artifacts = try #require(run["artifacts"]?.elements)
    let results = try #require(run["results"]?.elements)
    #expect(results.count == findings.all.count)
    #expect(run["columnKind"] == .text("utf16CodeUnits"))
    #expect(run["invocations"]?.elements.first?["executionSuccessful"] == .truth(true))
    for result in results {
      let rule = rules[try #require(result["ruleIndex"]?.int)]
      #expect(rule["id"] == result["ruleId"])
      #expect(["error", "warning", "note"].contains(result["level"]?.string))
      #expect(result["partialFingerprints"]?["treatyFinding/v1"]?.string?.count == 16)
      let place = try #require(result["locations"]?.elements.first?["physicalLocation"])
      #expect(try #require(place["region"]?["startLine"]?.int) >= 1)
      let location = try #require(place["artifactLocation"])
      #expect(location["uri"]?.string?.contains(" ") == false)
      if let index = location["index"]?.int { #expect(artifacts[index]["location"]?["uri"] == location["uri"]) }
    }
    #expect(Set(results.map { $0["partialFingerprints"] }).count == results.count)
  }

  @Test("sarif: allowed and known findings are marked; with a baseline, the others are new")
  func marked() throws {
    let run = try #require(try JSONValue(FindingsFormat.sarif.render(findings, sources))["runs"]?.elements.first)
    let results = try #require(run["results"]?.elements)
    func result(_ code: String) -> JSONValue? { results.first { $0["ruleId"]?.string == code } }
    #expect(result("TR0502")?["suppressions"]?.elements.first?["kind"] == .text("inSource"))
    #expect(result("TR0207")?["baselineState"] == .text("unchanged"))
    #expect(result("TR0207")?["suppressions"]?.elements.first?["kind"] == .text("external"))
    #expect(result("TR0401")?["baselineState"] == .text("new"))
    #expect(result("TR0401")?["suppressions"] == nil)
  }

  @Test("gitlab: fingerprints are unique")
  func gitlab() throws {
    let list = try JSONValue(FindingsFormat.gitlab.render(findings, sources)).elements
    #expect(Set(list.map { $0["fingerprint"] }).count == list.count)
    for entry in list {
      #expect(["info", "minor", "major", "critical", "blocker"].contains(entry["severity"]?.string))
      #expect(entry["location"]?["path"]?.string?.isEmpty == false)
      #expect(try #require(entry["location"]?["lines"]?["begin"]?.int) >= 1)
    }
  }

  @Test("junit is XML, whatever stands in messages and paths")
  func junit() throws {
    var files = SampleFiles()
    let odd =
      (0..<0x250).compactMap { Unicode.Scalar($0) }.map { String($0) }.joined() + "\u{FFFE}\u{FFFF}]]>&amp;\u{2028}"
    let file = files.add("a\(odd).yaml", odd)
    var findings = Findings()
    findings.add(
      Diagnostic(
        code: .unknownKey, severity: .error, message: odd, primary: Label(span: files.span("a", file)), path: odd,
        reason: odd, fixes: [Fix(title: odd)]))
    for text in [
      FindingsFormat.junit.render(findings, files.sources), FindingsFormat.junit.render(self.findings, sources),
    ] {
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
  }
}
