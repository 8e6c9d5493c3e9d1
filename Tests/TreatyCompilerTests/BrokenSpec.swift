import Foundation
import Testing
import TreatyCompiler
import TreatyTestSupport

/// A mistake in a package that is sound without it: the one in `Fixtures/base`.
///
/// A file is added to that package, or takes the place of the file that its first line names (`# treaty.yaml`). Of a folder all files
/// are added under their own names; folders in it are packages that lie beside the one at hand, `../name` from there. One called `root` is
/// itself the package at hand, without the base. JSON files in a folder belong to the package at hand.
struct BrokenSpec: CustomTestStringConvertible, Sendable {
  /// Place below ``folder``, without ending: `flows/misspelt-key`.
  let path: String

  var testDescription: String { path }

  static let folder = "Tests/TreatyCompilerTests/Fixtures/broken"

  /// All of them. None at all is found by the test that counts them.
  static let all: [BrokenSpec] = list(folder).flatMap { section in
    Set(list("\(folder)/\(section)").map { $0.split(separator: ".")[0] }).sorted().map {
      BrokenSpec(path: "\(section)/\($0)")
    }
  }

  /// Names in a folder of the repository, but for hidden ones.
  private static func list(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: Golden.repository.appending(path: folder).path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The sound package.
  static func base() throws -> [SourceText] { try Fixtures.files(in: "Tests/TreatyCompilerTests/Fixtures/base") }

  /// The files of the package at hand.
  func files() throws -> [SourceText] {
    let place = "\(BrokenSpec.folder)/\(path)"
    guard FileManager.default.fileExists(atPath: Golden.repository.appending(path: "\(place).yaml").path) else {
      if BrokenSpec.list(place).contains("root") { return try Fixtures.files(in: "\(place)/root") }
      return BrokenSpec.added(try Fixtures.files(in: place), to: try BrokenSpec.base())
    }
    let bytes = [UInt8](try Data(contentsOf: Golden.repository.appending(path: "\(place).yaml")))
    return BrokenSpec.added([BrokenSpec.file(bytes)], to: try BrokenSpec.base())
  }

  /// A text under the name that its first line gives it.
  static func file(_ bytes: [UInt8]) -> SourceText {
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let isNamed = line.hasPrefix("# ") && line.hasSuffix("treaty.yaml") && !line.dropFirst(2).contains(" ")
    return SourceText(path: isNamed ? String(line.dropFirst(2)) : "broken.treaty.yaml", bytes: bytes)
  }

  /// The files of an example: each line that names one (`# treaty.yaml`) begins another.
  static func files(of example: String) -> [SourceText] {
    var files: [[Substring]] = []
    for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
      let isName = line.hasPrefix("# ") && line.hasSuffix("treaty.yaml") && !line.dropFirst(2).contains(" ")
      if isName || files.isEmpty { files.append([]) }
      files[files.count - 1].append(line)
    }
    return files.map { file(Array("\($0.joined(separator: "\n"))\n".utf8)) }
  }

  /// Files with others besides, which take the place of those of the same name.
  static func added(_ files: [SourceText], to base: [SourceText]) -> [SourceText] {
    base.filter { old in !files.contains { $0.path == old.path } } + files
  }

  /// Compiles the package with those beside it, and runs the rules.
  func compile() throws -> CompiledPackage { Fixtures.compile(try files(), beside: neighbours) }

  /// The packages beside the one at hand.
  var neighbours: PackagesBeside {
    var packages = PackagesBeside()
    let place = "\(BrokenSpec.folder)/\(path)"
    packages.add(documentsIn: place)
    for name in BrokenSpec.list(place) where name != "root" {
      guard let files = try? Fixtures.files(in: "\(place)/\(name)"), !files.isEmpty else { continue }
      packages.beside["/fixture/\(name)"] = files
    }
    return packages
  }
}

/// Packages that ship with Treaty, and those in folders beside the package at hand, which lies in `/fixture/root`.
struct PackagesBeside: PackageProvider, Sendable {
  var beside: [String: [SourceText]] = [:]
  /// JSON files of the package at hand.
  private var documents: [String: SourceText] = [:]

  init() {
    beside["/fixture/shared"] = try? Fixtures.files(in: "Tests/TreatyCompilerTests/Fixtures/shared")
    add(documentsIn: "Tests/TreatyCompilerTests/Fixtures/base")
  }

  mutating func add(documentsIn folder: String) {
    for file in (try? Fixtures.files(in: folder, ending: ".json")) ?? [] { documents[file.path] = file }
  }

  func document(_ path: String, of location: String) -> SourceText? {
    location == "/fixture/root" ? documents[path] : nil
  }

  var known: [String] { Fixtures.standard.known }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    if let shipped = Fixtures.standard.package(reference, usedIn: location) { return shipped }
    let folder = URL(filePath: location, directoryHint: .isDirectory).appending(path: reference)
      .standardizedFileURL.path
    return beside[folder].map { PackageSource(shownAs: reference, location: folder, files: $0) }
  }
}
