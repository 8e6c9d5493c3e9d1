import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyRules
import TreatyStandard
import TreatyTestSupport

/// Plans of the package that examples are written beside: `Tests/TreatyCompilerTests/Fixtures/base`.
enum DiffExample {
  private static let folder = "Tests/TreatyCompilerTests/Fixtures/base"

  /// The packages that ship with Treaty, and the files of the package that its specs name.
  private struct Beside: PackageProvider {
    let packages = PackagesInMemory(
      Dictionary(
        StandardPackages.names.map { name in
          (name, StandardPackages.files(of: name).map { SourceText(path: $0.path, bytes: $0.bytes) })
        }, uniquingKeysWith: { first, _ in first }))

    var known: [String] { packages.known }
    func package(_ reference: String, usedIn location: String) -> PackageSource? {
      packages.package(reference, usedIn: location)
    }
    func document(_ path: String, of location: String) -> SourceText? {
      guard location == "/example",
        let data = try? Data(contentsOf: Golden.repository.appending(path: "\(folder)/\(path)"))
      else { return nil }
      return SourceText(path: path, bytes: [UInt8](data))
    }
  }

  private static let standard = Beside()

  /// The plan of the package with an example in it, which takes the place of the manifest where its first line says so.
  static func plan(_ example: String) throws -> Plan {
    // An example about the manifest needs something that runs.
    try file([example.hasPrefix("# treaty.yaml\n") ? "treaty.yaml" : "example.treaty.yaml": example]).plan
  }

  /// The plan's file of the package with these files in it, or in the place of its own.
  static func file(_ more: [String: String]) throws -> PlanFile {
    var files: [String: [UInt8]] = [:]
    let url = Golden.repository.appending(path: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path) where name.hasSuffix(".yaml") {
      files[name] = [UInt8](try Data(contentsOf: url.appending(path: name)))
    }
    for (name, text) in more { files[name] = Array(text.utf8) }
    let source = PackageSource(
      shownAs: "", location: "/example", files: files.map { SourceText(path: $0.key, bytes: $0.value) })
    let package = PackageCheck.run(source, using: standard, today: CalendarDay(year: 2026, month: 11, day: 1))
    let errors = package.findings.all.filter { $0.severity == .error }.map(\.message)
    return try #require(try package.file(), "\(errors)")
  }
}
