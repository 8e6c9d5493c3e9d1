import CELProperties
import Foundation
import Testing

/// Inputs that broke something once, or might have. One that a fuzzer finds is saved in `Fixtures/fuzz`, under a name that says what
/// broke.
@Suite("What once broke something no longer does")
struct FoundInputTests {
  static let inputs = TestData.files(
    in: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/fuzz"))

  @Test("an input is read and evaluated, and everything that has to hold of it does", arguments: inputs)
  func input(_ file: URL) throws {
    let bytes = try TestData.bytes(file)
    #expect(ReadingProperties.violations(by: bytes) == [])
    #expect(EvaluationProperties.violations(by: bytes) == [])
  }

  @Test("there are inputs")
  func present() { #expect(FoundInputTests.inputs.count > 5) }
}
