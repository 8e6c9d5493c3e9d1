import Foundation
import TreatyDiagnostics
import TreatySyntax
import TreatyTestSupport

/// The YAML test suite (yaml/yaml-test-suite): inputs, the events that they must give, and inputs that must be refused.
enum YAMLSuite {
  struct Case: Decodable {
    var id: String
    var name: String
    var yaml: String
    var events: String?
    var error: Bool?

    var isValid: Bool { error != true }
  }

  static let cases: [Case] = {
    let folder =
      ProcessInfo.processInfo.environment["TREATY_YAML_SUITE"]
      ?? Golden.repository.appending(path: "../shared/data/yaml-suite").path
    // A suite that is not there is told of by a test.
    guard let text = try? String(contentsOfFile: "\(folder)/cases.jsonl", encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
  }()

  static let acceptedPath = "Tests/TreatySyntaxTests/Fixtures/yaml-suite.txt"

  /// What became of each case, as a person has accepted it.
  static func accepted() throws -> [String: String] {
    let text = try String(contentsOf: Golden.repository.appending(path: acceptedPath), encoding: .utf8)
    return Dictionary(
      uniqueKeysWithValues: text.split(separator: "\n").compactMap { line in
        line.firstRange(of: ": ").map { (String(line[..<$0.lowerBound]), String(line[$0.upperBound...])) }
      })
  }

  /// The tree in the suite's notation, without the events around it.
  static func events(_ node: Node) -> [String] {
    switch node.kind {
    case .scalar: [("=VAL \(mark(node.style))" + escape(node.text))]
    case .sequence:
      [node.style == .flow ? "+SEQ []" : "+SEQ"] + node.elements.flatMap(events) + ["-SEQ"]
    case .mapping:
      [node.style == .flow ? "+MAP {}" : "+MAP"] + node.entries.flatMap { events($0.key) + events($0.value) } + ["-MAP"]
    }
  }

  private static func mark(_ style: Node.Style) -> String {
    switch style {
    case .singleQuoted: "'"
    case .doubleQuoted: "\""
    case .literal: "|"
    case .folded: ">"
    case .plain, .block, .flow: ":"
    }
  }

  private static func escape(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
      .replacing("\r", with: "\\r").replacing("\u{8}", with: "\\b")
  }
}

extension YAMLSuite.Case {
  /// The events of the first document, without those around it and without anchors and tags.
  var structure: [String] {
    firstDocument.map { event in
      guard let range = event.firstRange(of: /^(=VAL|[+]SEQ|[+]MAP)( \[\]| \{\})?(( [&<][^ ]*)+)/) else { return event }
      let kept = event[range].split(separator: " ").filter { !$0.hasPrefix("&") && !$0.hasPrefix("<") }
      return kept.joined(separator: " ") + event[range.upperBound...]
    }
  }

  /// How many documents there are.
  var documents: Int { lines.count { $0.hasPrefix("+DOC") } }

  private var lines: [String] {
    (events ?? "").split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }

  private var firstDocument: [String] {
    Array(lines.drop { !$0.hasPrefix("+DOC") }.dropFirst().prefix { !$0.hasPrefix("-DOC") })
  }

  /// What specs leave out of YAML and this input has: the codes under which it must be refused.
  var leftOut: Set<DiagnosticCode> {
    var codes: Set<DiagnosticCode> = documents > 1 ? [.severalDocuments] : []
    // For each open container, the keys so far, where it is a mapping; and whether a key is next.
    var open: [(isMapping: Bool, isKey: Bool, keys: Set<String>)] = []
    for event in firstDocument {
      if event.hasPrefix("-") {
        open.removeLast()
        continue
      }
      if event.contains(/^(=VAL|[+]SEQ|[+]MAP)( \[\]| \{\})? &/) { codes.insert(.anchor) }
      if event.contains(/^(=VAL|[+]SEQ|[+]MAP)( \[\]| \{\})?( &[^ ]*)? </) { codes.insert(.tag) }
      if event.hasPrefix("=ALI") { codes.insert(.alias) }
      if let last = open.last, last.isMapping {
        if last.isKey {
          let text =
            event.hasPrefix("=VAL") ? event.split(separator: /[:"'|>]/, maxSplits: 1).last.map(String.init) : nil
          if event.hasPrefix("+") || event.hasPrefix("=VAL") && event.hasSuffix(" :") { codes.insert(.keyNotText) }
          if event == "=VAL :<<" { codes.insert(.mergeKey) }
          if let text, event.hasPrefix("=VAL"), !open[open.count - 1].keys.insert(text).inserted {
            codes.insert(.duplicateKey)
          }
        }
        open[open.count - 1].isKey.toggle()
      }
      if event.hasPrefix("+") { open.append((event.hasPrefix("+MAP"), true, [])) }
    }
    return codes
  }
}
