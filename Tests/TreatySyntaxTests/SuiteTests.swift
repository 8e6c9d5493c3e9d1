import Testing
import TreatyDiagnostics
import TreatySyntax
import TreatyTestSupport

@Suite("YAML is read as the YAML test suite says, or refused by name")
struct YAMLSuiteTests {
  @Test("the suite is there, or its absence is visible")
  func present() { if YAMLSuite.cases.isEmpty { print("SKIPPED: no YAML test suite") } }

  @Test(
    "what must be refused is refused; what is YAML gives its events, or is refused for what specs leave out of YAML")
  func all() {
    for test in YAMLSuite.cases {
      let wrong = Self.difference(test)
      if let reason = YAMLSuite.differences[test.id] {
        #expect(wrong != nil, "\(test.id) is as the suite says: it is no longer to be listed as “\(reason)”")
      } else {
        #expect(wrong == nil, "\(test.id), \(test.name): \(wrong ?? "")")
      }
    }
  }

  /// What differs from the suite.
  private static func difference(_ test: YAMLSuite.Case) -> String? {
    let (tree, findings) = read(test.yaml)
    if !test.isValid { return findings.isEmpty ? "must be refused" : nil }
    let codes = Set(findings.map(\.code))
    guard codes == test.leftOut else {
      return "refused for \(codes), not for \(test.leftOut): \(findings.map(\.message))"
    }
    guard codes.isEmpty else { return nil }
    let wanted = test.structure
    // A file or document of nothing has no root; to the suite the latter is an empty scalar.
    let found = tree?.root.map(YAMLSuite.events) ?? (wanted.isEmpty ? [] : ["=VAL :"])
    return found == wanted ? nil : "read as \(found), not \(wanted)"
  }

  @Test("each case is read, or refused in these words")
  func words() throws {
    let accepted = try YAMLSuite.accepted()
    var found: [String: String] = [:]
    for test in YAMLSuite.cases { found[test.id] = Self.outcome(test) }
    if Golden.isUpdating {
      let all = accepted.merging(found) { $1 }
      try Golden.expect(
        all.keys.sorted().map { "\($0): \(all[$0] ?? "")\n" }.joined(), is: YAMLSuite.acceptedPath)
    } else {
      // Another edition of the suite may have other cases: those are held to its events alone.
      for (id, outcome) in found.sorted(by: { $0.key < $1.key }) {
        if let words = accepted[id] { #expect(outcome == words, "\(id)") }
      }
    }
  }

  private static func outcome(_ test: YAMLSuite.Case) -> String {
    var sources = Sources()
    var findings = Findings()
    let file = sources.add(path: "a.yaml", bytes: Array(test.yaml.utf8))
    let tree = SyntaxTree.read(file: file, bytes: Array(test.yaml.utf8), into: &findings)
    if findings.isEmpty { return tree == nil ? "neither read nor refused" : "read" }
    return findings.all.map { finding in
      let place = finding.primary.map { sources.start(of: $0.span) }.map { "\($0.line):\($0.column) " } ?? ""
      return "\(finding.code) \(place)\(finding.message)"
    }.joined(separator: "; ")
  }

  @Test("every finding lies in the file, cuts no character, and says how to mend it")
  func findings() {
    for test in YAMLSuite.cases {
      // Broken off anywhere as well.
      let bytes = Array(test.yaml.utf8)
      for count in Set([
        bytes.count, bytes.count / 2, bytes.count / 3, max(0, bytes.count - 1), max(0, bytes.count - 3),
      ]) {
        let part = Array(String(decoding: bytes[..<count], as: UTF8.self).utf8)
        let (tree, findings) = read(bytes: part)
        #expect(tree != nil || !findings.isEmpty)
        for finding in findings {
          #expect(!finding.message.isEmpty && !finding.fixes.isEmpty, "\(finding)")
          for label in finding.related + [finding.primary].compactMap({ $0 }) {
            #expect(Self.isSound(label.span.range, part), "\(test.id): \(finding.message) at \(label.span.range)")
          }
        }
      }
    }
  }

  private static func isSound(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= bytes.count
      && [range.lowerBound, range.upperBound].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }
}
