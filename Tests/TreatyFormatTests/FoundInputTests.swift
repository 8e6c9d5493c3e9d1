import FormatProperties
import Foundation
import Testing
import TreatyTestSupport

/// Inputs that broke something once. One that the fuzzer finds is saved in `Fixtures/fuzz`, under a name that says what broke.
@Suite("What once broke the formatter no longer does")
struct FoundFormatInputTests {
  static let folder = Golden.repository.appending(path: "Tests/TreatyFormatTests/Fixtures/fuzz")
  static let inputs = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test("everything that has to hold of an input does", arguments: inputs)
  func input(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: FoundFormatInputTests.folder.appending(path: name)))
    #expect(FormatProperties.violations(by: bytes) == [])
  }

  @Test("there are inputs")
  func present() { #expect(!FoundFormatInputTests.inputs.isEmpty) }
}
