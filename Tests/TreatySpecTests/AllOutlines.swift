import Testing
import TreatyDiagnostics
import TreatySyntax

@testable import TreatySpec

/// Everything that the language can say, declaration by declaration.
enum AllOutlines {
  /// A key with the declaration that it belongs to.
  struct Key: Sendable, CustomTestStringConvertible {
    let owner: String
    let key: Outline.Key

    var testDescription: String { "\(owner).\(key.name)" }

    /// What is wrong with a value, written as YAML; `nil` where it can stand there.
    func problem(with text: String) -> String? {
      var sources = Sources()
      var findings = Findings()
      let bytes = Array("value: \(text)\n".utf8)
      let id = sources.add(path: "value.yaml", bytes: bytes)
      guard let node = SyntaxTree.read(file: id, bytes: bytes, into: &findings)?.root?["value"] else {
        return "no YAML: \(findings.all.map { $0.message })"
      }
      var reader = SpecReader()
      let isRead = key.reads(node, &reader)
      return isRead && reader.findings.isEmpty ? nil : reader.findings.all.map { $0.message }.joined(separator: "; ")
    }
  }

  /// All declarations, each once, in the order in which they are met.
  static let all: [Outline] = {
    var found: [Outline] = []
    var seen: Set<String> = []
    var pending = [
      FieldDeclaration.outline, SpecFile.outline, Manifest.outline,
    ]
    while let outline = pending.popLast() {
      guard seen.insert(outline.name).inserted else { continue }
      found.append(outline)
      pending += outline.keys.flatMap { $0.form().declarations }.reversed()
    }
    return found
  }()

  /// All keys.
  static let keys: [Key] = all.flatMap { outline in outline.keys.map { Key(owner: outline.name, key: $0) } }
}

extension Form {
  /// The forms in it, without those of declarations, and itself.
  var parts: [Form] {
    switch self {
    case .list(let element): [self] + element.parts
    case .map(let value, _): [self] + value.parts
    case .either(let forms): [self] + forms.flatMap { $0.parts }
    default: [self]
    }
  }
}
