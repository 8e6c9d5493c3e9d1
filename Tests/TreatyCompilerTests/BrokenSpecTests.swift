import Foundation
import Testing
import TreatyCompiler
import TreatyTestSupport

/// Mistakes that people make, one in each file of `Fixtures/broken`. A file takes the place of the manifest, or is added to the sound
/// package in `Fixtures/base`.
@Suite("Every mistake is said with what, where, why and how to mend")
struct BrokenSpecTests {
  static let folder = "Tests/TreatyCompilerTests/Fixtures"
  static let cases: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: Golden.repository.appending(path: "\(folder)/broken").path))
    ?? [])  // none: said below
    .filter { $0.hasSuffix(".yaml") }.sorted()

  @Test("the base package is sound")
  func base() throws {
    #expect(Fixtures.report(Fixtures.compile(try Fixtures.files(in: "\(Self.folder)/base"))) == "")
    #expect(Self.cases.count >= 30)
  }

  @Test("mistake", arguments: cases)
  func mistake(_ name: String) throws {
    let broken = try Data(contentsOf: Golden.repository.appending(path: "\(Self.folder)/broken/\(name)"))
    var files = try Fixtures.files(in: "\(Self.folder)/base")
    if name.hasSuffix(".manifest.yaml") {
      files.removeAll { $0.path == "treaty.yaml" }
      files.append(SourceText(path: "treaty.yaml", bytes: [UInt8](broken)))
    } else {
      files.append(SourceText(path: "broken.treaty.yaml", bytes: [UInt8](broken)))
    }
    let report = Fixtures.report(Fixtures.compile(files))
    #expect(report.contains("TR0"), "nothing is found in \(name)")
    try Golden.expect(report, is: "\(Self.folder)/broken/\(name.replacing(".yaml", with: "")).txt")
  }
}
