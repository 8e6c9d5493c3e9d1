import CheckProperties
import Foundation
import Testing
import TreatyCompiler
import TreatyTestSupport

@Suite("Whatever the bytes of a package are, its check ends, the same each time, and points to what is there")
struct CheckPropertyTests {
  /// Each is checked several times: a sixteenth of them is what a test run has time for, and a fuzzer begins with all.
  static let some = BrokenSpec.all.enumerated().filter { $0.offset.isMultiple(of: 16) }.map { $0.element }

  @Test("broken specs, whole and cut off in the middle", arguments: some)
  func broken(_ spec: BrokenSpec) throws {
    let input = [UInt8](try spec.files().map { $0.bytes }.joined(separator: "\n%%\n".utf8))
    for input in [input, Array(input.prefix(input.count * 2 / 3))] {
      #expect(CheckProperties.violations(by: input) == [])
    }
  }

  @Test("inputs with which a fuzzer once found something", arguments: saved)
  func savedInput(_ name: String) throws {
    let file = Golden.repository.appending(path: "\(Self.folder)/\(name)")
    #expect(CheckProperties.violations(by: [UInt8](try Data(contentsOf: file))) == [])
  }

  private static let folder = "Tests/TreatyCompilerTests/Fixtures/fuzz"
  static let saved: [String] = {
    let place = Golden.repository.appending(path: folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
  }()
}
