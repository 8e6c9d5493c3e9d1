import CEL
import Foundation

/// Where the data lies that nobody here wrote. It is not part of the repository; tests that need it are skipped visibly without it.
enum TestData {
  /// Folder of the official test suite.
  static let suite = folder("TREATY_JSON_SCHEMA_SUITE", "../shared/data/json-schema-suite")
  /// Folder of `sarif`, `openapi-schemas` and `payloads`.
  static let data = folder("TREATY_TEST_DATA", "../shared/data")
  /// Folder of incident records.
  static let records = folder("TREATY_CEL_BENCH", "../shared/bench/cel")
  /// What belongs to the tests.
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  /// The folder of the repository.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether a folder is there.
  static func isPresent(_ folder: URL) -> Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// Paths of the files below a folder, by name.
  static func paths(below folder: URL, ending: String) -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// The bytes of a file.
  static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

  /// The value of a JSON file.
  static func json(_ file: URL) throws -> Value { try Value(json: bytes(file)) }

  private static func folder(_ variable: String, _ path: String) -> URL {
    if let given = ProcessInfo.processInfo.environment[variable] {
      return URL(fileURLWithPath: given, isDirectory: true)
    }
    return repository.appendingPathComponent(path, isDirectory: true).standardizedFileURL
  }
}
