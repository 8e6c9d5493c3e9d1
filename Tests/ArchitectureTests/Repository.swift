import Foundation

/// The files of this repository, as the tests look at them.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// Folders in Sources/: one a target.
  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Swift files of a target, each with its path from the root and its lines.
  static func sources(of target: String) throws -> [(path: String, lines: [String])] {
    let folder = "Sources/\(target)"
    guard let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path) else { return [] }
    return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let path = "\(folder)/\($0)"
      return (path, try text(path).components(separatedBy: "\n"))
    }
  }

  /// What each target of ours depends on, as SwiftPM understands Package.swift with everything in it.
  ///
  /// Reads the manifest in a folder of its own: the build that runs this test holds the lock of the usual one.
  static func dependencies() throws -> [String: Set<String>] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "architecture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let output = folder.appending(path: "package.json")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swift", "package", "dump-package", "--scratch-path", folder.path]
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "TREATY_CORE" }
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let package = try JSONDecoder().decode(DumpedPackage.self, from: Data(contentsOf: output))
    return Dictionary(
      uniqueKeysWithValues: package.targets.filter { $0.type != "test" && $0.type != "plugin" }.map {
        ($0.name, Set($0.dependencies.map(\.name)))
      })
  }
}

/// What `swift package dump-package` prints, as far as it matters here.
private struct DumpedPackage: Decodable {
  struct Target: Decodable {
    let name: String
    let type: String
    let dependencies: [Dependency]
  }

  /// `{"byName": ["CEL", null]}` or `{"product": ["GRDB", "GRDB.swift", null, null]}`.
  struct Dependency: Decodable {
    let name: String

    init(from decoder: any Decoder) throws {
      let kinds = try decoder.singleValueContainer().decode([String: [Word]].self)
      name = kinds.values.first?.first?.text ?? "a dependency of a kind that this test does not know"
    }
  }

  /// A text, or something else that does not matter.
  struct Word: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)  // A condition or null is no text.
    }
  }

  let targets: [Target]
}
