import FormatProperties
import Foundation
import Testing
import TreatyDiagnostics
import TreatyFormat
import TreatyTestSupport

/// A file of the repository that is formatted here.
struct SpecSample: Sendable, CustomTestStringConvertible {
  let path: String
  let bytes: [UInt8]

  var testDescription: String { path }
  var kind: SpecFileKind { SpecFileKind(path: path) }

  /// All YAML below a folder of the repository, in order of the paths.
  static func all(below folder: String) -> [SpecSample] {
    let root = Golden.repository.appending(path: folder)
    let paths = (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []).sorted()
    return paths.filter { $0.hasSuffix(".yaml") }.compactMap { path in
      FileManager.default.contents(atPath: root.appending(path: path).path)
        .map { SpecSample(path: "\(folder)/\(path)", bytes: [UInt8]($0)) }
    }
  }

  static let specs = all(below: "specs")
  static let fixtures = all(below: "Tests")
}

@Suite("A formatted file means what it meant")
struct FormatTests {
  @Test("the specs of the repository are formatted", arguments: SpecSample.specs)
  func specs(_ sample: SpecSample) throws {
    let formatted = SpecFormat.format(sample.bytes, kind: sample.kind)
    try Golden.expect(String(decoding: formatted.bytes, as: UTF8.self), is: sample.path)
    #expect(formatted.findings.isEmpty)
  }

  @Test("the same tree, names in their order, every comment, and nothing to do the second time")
  func fixtures() {
    #expect(SpecSample.specs.count > 40 && SpecSample.fixtures.count > 400)
    for sample in SpecSample.specs + SpecSample.fixtures {
      #expect(FormatProperties.violations(by: sample.bytes) == [], "\(sample.path)")
    }
  }
}
