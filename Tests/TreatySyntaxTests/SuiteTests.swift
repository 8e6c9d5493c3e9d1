import Foundation
import Testing
import TreatyDiagnostics
import TreatySyntax
import TreatyTestSupport

/// The YAML test suite (yaml/yaml-test-suite): inputs, the events that they must give, and inputs that must be refused.
@Suite("YAML is read as the YAML test suite says")
struct YAMLSuiteTests {
  struct Case: Decodable {
    var id: String
    var name: String
    var yaml: String
    var events: String?
    var error: Bool?
  }

  /// Inputs that libyaml, a reader of YAML 1.1, refuses though YAML 1.2 has them: tabs, empty keys, directives, several documents.
  static let libyamlRefuses: Set<String> = [
    "2JQS", "2LFX", "4ABK", "58MP", "5MUD", "5T43", "6BCT", "6CA3", "6LVF", "7Z25", "8XYN", "96NN/00",
    "96NN/01", "9SA2", "A2M4", "CFD4", "DK3J", "FP8R", "FRK4", "HM87/00", "HWV9", "K3WX", "M2N8/00", "M7A3",
    "MUS6/05", "MUS6/06", "NHX8", "NJ66", "NKF9", "Q5MG", "QT73", "R4YG", "S3PD", "UT92", "W4TN", "Y79Y/001",
    "Y79Y/010",
  ]

  static let cases: [Case] = {
    let folder =
      ProcessInfo.processInfo.environment["TREATY_YAML_SUITE"]
      ?? Golden.repository.appending(path: "../shared/data/yaml-suite").path
    guard let text = try? String(contentsOfFile: "\(folder)/cases.jsonl", encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
  }()

  @Test("the suite is there, or its absence is visible")
  func present() { if Self.cases.isEmpty { print("SKIPPED: no YAML test suite") } }

  /// Codes for what specs leave out of YAML.
  private static let leftOut: Set<DiagnosticCode> = [
    .anchor, .alias, .tag, .severalDocuments, .keyNotText, .mergeKey, .duplicateKey,
  ]

  @Test("what must be refused is refused, and what specs allow is read with its structure")
  func all() {
    var wrong: [String] = []
    for test in Self.cases {
      let (tree, findings) = read(test.yaml)
      if test.error == true {
        if findings.isEmpty, !Self.libyamlRefuses.contains(test.id), !Self.acceptedByLibyaml.contains(test.id) {
          wrong.append("\(test.id) must be refused: \(test.name)")
        }
        continue
      }
      if findings.contains(where: { Self.leftOut.contains($0.code) }) || test.events?.contains("+DOC\n-DOC") == true {
        continue
      }
      guard let tree, findings.isEmpty else {
        if !Self.libyamlRefuses.contains(test.id) {
          wrong.append("\(test.id) must be read: \(test.name): \(findings.map { $0.message })")
        }
        continue
      }
      let wanted = Self.structure(test.events ?? "")
      // `---` with nothing behind it has no root; the suite says an empty scalar.
      let found = tree.root.map(Self.events) ?? (wanted == "=\n" ? wanted : "")
      if found != wanted, !Self.libyamlRefuses.contains(test.id), !Self.readOtherwise.contains(test.id) {
        wrong.append("\(test.id) is read otherwise: \(test.name)")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  /// Inputs that libyaml takes though YAML 1.2 does not.
  static let acceptedByLibyaml: Set<String> = [
    "9C9N", "CVW2", "G5U8", "MUS6/00", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/003",
  ]
  /// Inputs whose values libyaml reads otherwise.
  static let readOtherwise: Set<String> = [
    "652Z", "HM87/01", "L24T/01",
  ]

  private static func events(_ node: Node) -> String {
    switch node.kind {
    case .scalar: "=\(node.text)\n"
    case .sequence: "[\n" + node.elements.map(events).joined() + "]\n"
    case .mapping: "{\n" + node.entries.map { events($0.key) + events($0.value) }.joined() + "}\n"
    }
  }

  /// The suite's events in the form of ``events(_:)``.
  private static func structure(_ events: String) -> String {
    events.split(separator: "\n").compactMap { line -> String? in
      let line = line.drop { $0 == " " }
      if line.hasPrefix("+SEQ") { return "[\n" }
      if line.hasPrefix("-SEQ") { return "]\n" }
      if line.hasPrefix("+MAP") { return "{\n" }
      if line.hasPrefix("-MAP") { return "}\n" }
      guard line.hasPrefix("=VAL ") else { return nil }
      let text = line.dropFirst(6)
      return "="
        + text.replacing("\\\\", with: "\u{0}").replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing(
          "\\r", with: "\r"
        )
        .replacing("\\b", with: "\u{8}").replacing("\u{0}", with: "\\") + "\n"
    }.joined()
  }
}
