import Foundation
import JSONSchema
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatySyntax
import TreatyTestSupport

import struct CEL.JSONFailure
import enum CEL.Value

/// What editors and other checkers see of the language: `grammar/treaty.schema.json`.
@Suite("The JSON Schema takes what is sound, and refuses what has the wrong structure")
struct SpecSchemaTests {
  /// Mistakes in what keys there are and what stands behind them, which one file shows by itself.
  private static let structural: Set<DiagnosticCode> = [
    .wrongType, .unknownKey, .missingKey, .conflictingKeys, .invalidName,
  ]

  /// Fixtures with such a code that a schema cannot know of, and why.
  private static let beyond: [String: String] = [
    "systems/no-url": "its connector has records, in another package",
    "connectors/create-without-id": "another part of the connector needs it",
    "connectors/read-back-without-get": "another part of the connector needs it",
    "connectors/batch-of-a-list": "which verb it stands in counts",
    "connectors/batch-update-with-ids": "which verb it stands in counts",
    "connectors/batch-without-ids": "which verb it stands in counts",
    "connectors/batch-with-a-key": "the form of another key counts",
    "policies/factor-of-decorrelated": "the word of another key counts",
  ]

  private static func schema() throws -> CompiledSchema {
    let file = Golden.repository.appending(path: "grammar/treaty.schema.json")
    let compiled = CompiledSchema.compile(json: [UInt8](try Data(contentsOf: file)))
    return try #require(compiled.schema, "\(compiled.problems)")
  }

  @Test("every file of the examples")
  func examples() throws {
    let schema = try SpecSchemaTests.schema()
    var count = 0
    for package in ExampleTests.packages {
      for file in try SpecSchemaTests.files(below: "specs/\(package)") {
        let value = try #require(SpecSchemaTests.value(of: file), "\(file.path) cannot be read")
        #expect(schema.isValid(value), "\(package)/\(file.path): \(schema.validate(value))")
        count += 1
      }
    }
    #expect(count > 40)
  }

  @Test("every mistake of structure")
  func mistakes() throws {
    let schema = try SpecSchemaTests.schema()
    var refused = 0
    for spec in BrokenSpec.all {
      let package = try spec.compile()
      let wrong = Set(
        package.findings.all.filter { SpecSchemaTests.structural.contains($0.code) }.compactMap { finding in
          finding.primary.map { package.sources[$0.span.file].path }
        })
      for file in try spec.files() where wrong.contains(file.path) {
        guard let value = SpecSchemaTests.value(of: file) else { continue }
        let isValid = schema.isValid(value)
        #expect(isValid == (SpecSchemaTests.beyond[spec.path] != nil), "\(spec.path): \(file.path)")
        refused += isValid ? 0 : 1
      }
    }
    #expect(refused > 100)
  }

  /// Spec files in a folder and below it, without those of packages in it.
  private static func files(below folder: String) throws -> [SourceText] {
    let url = Golden.repository.appending(path: folder)
    let paths = (FileManager.default.enumerator(atPath: url.path)?.allObjects as? [String]) ?? []
    return try paths.filter { $0.hasSuffix("treaty.yaml") }.map {
      SourceText(path: $0, bytes: [UInt8](try Data(contentsOf: url.appending(path: $0))))
    }
  }

  /// A file as a JSON value; `nil` where it is no YAML.
  private static func value(of file: SourceText) -> Value? {
    var findings = Findings()
    guard let root = SyntaxTree.read(file: FileID(0), bytes: file.bytes, into: &findings)?.root, !findings.hasErrors
    else { return nil }
    do throws(JSONFailure) { return try Value(json: Array(json(root).utf8)) } catch { return nil }
  }

  private static func json(_ node: Node) -> String {
    switch node.kind {
    case .mapping: "{" + node.entries.map { "\(quoted($0.key.text)):\(json($0.value))" }.joined(separator: ",") + "}"
    case .sequence: "[" + node.elements.map { json($0) }.joined(separator: ",") + "]"
    case .scalar:
      switch node.resolved {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .int(let value): "\(value)"
      case .float(let value) where value.isFinite: "\(value)"
      default: quoted(node.text)
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    // Text always encodes.
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
