import Foundation

/// Where the data lies that nobody here wrote. It is not part of the repository; tests that need it are skipped visibly without it.
enum TestData {
  /// Folder of cel-spec's tests as JSON Lines.
  static let conformance = folder("TREATY_CEL_CONFORMANCE", "../shared/cel-conformance")
  /// Folder of `json-suite`, `jcs` and `regex-suite`.
  static let suites = folder("TREATY_TEST_DATA", "../shared/data")
  /// Folder of incident records, expressions over them, and what four other engines make of those.
  static let records = folder("TREATY_CEL_BENCH", "../shared/bench/cel")

  /// Whether a folder is there.
  static func isPresent(_ folder: URL) -> Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// Files of a folder, by name.
  static func files(in folder: URL) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// The bytes of a file.
  static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

  /// The lines of a file that are not empty.
  static func lines(_ file: URL) throws -> [[UInt8]] {
    try bytes(file).split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  private static func folder(_ variable: String, _ path: String) -> URL {
    if let given = ProcessInfo.processInfo.environment[variable] {
      return URL(fileURLWithPath: given, isDirectory: true)
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.appendingPathComponent(path, isDirectory: true).standardizedFileURL
  }
}
