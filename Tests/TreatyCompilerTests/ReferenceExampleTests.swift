import Foundation
import Testing
import TreatyCompiler
import TreatySpec
import TreatyTestSupport

/// The examples at the heads of the pages in docs/reference: one file each, beside the package in `Fixtures/reference/base`.
@Suite("Examples of the reference compile")
struct ReferenceExampleTests {
  static let folder = "Tests/TreatyCompilerTests/Fixtures/reference"

  @Test("an example compiles, and no rule has anything to say", arguments: ReferenceWriter.names)
  func example(_ name: String) throws {
    #expect(Fixtures.report(Fixtures.compile(try files(name))) == "")
  }

  @Test("an example shows its section", arguments: ReferenceWriter.names)
  func shows(_ name: String) throws {
    let text = String(decoding: try files(name).last?.bytes ?? [], as: UTF8.self)
    #expect(text.hasPrefix(name == "manifest" ? "treaty:" : "\(name):"))
  }

  @Test("types are written as the reference says", arguments: TypeNotation.all.map { $0.example })
  func types(_ field: String) throws {
    var files = try Fixtures.files(in: "\(Self.folder)/base")
    let manifest = String(decoding: files.removeLast().bytes, as: UTF8.self) + "uses: [std/request-tracker]\n"
    files.append(SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)))
    files.append(
      SourceText(path: "type.treaty.yaml", bytes: Array("models: {sample: {fields: {\(field)}}}\n".utf8)))
    #expect(Fixtures.report(Fixtures.compile(files)) == "")
  }

  /// The package of an example; the example itself comes last.
  private func files(_ name: String) throws -> [SourceText] {
    var files = try Fixtures.files(in: "\(Self.folder)/base")
    let isManifest = name == "manifest"
    let path = isManifest ? "treaty.yaml" : "\(name).treaty.yaml"
    if isManifest { files.removeAll { $0.path == path } }
    let file = "\(Self.folder)/\(isManifest ? "manifest.yaml" : path)"
    files.append(
      SourceText(path: path, bytes: [UInt8](try Data(contentsOf: Golden.repository.appending(path: file)))))
    return files
  }
}
