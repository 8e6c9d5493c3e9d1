import Foundation
import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyTestSupport

/// Packages of the repository, found on disk as a user's are.
private struct RepositoryPackages: PackageProvider {
  var known: [String] { Fixtures.standard.known }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    if let shipped = Fixtures.standard.package(reference, usedIn: location) { return shipped }
    let folder = URL(filePath: location, directoryHint: .isDirectory).appending(path: reference).standardizedFileURL
    return RepositoryPackages.read(folder, shownAs: reference)
  }

  func document(_ path: String, of location: String) -> SourceText? {
    FileManager.default.contents(atPath: "\(location)/\(path)").map { SourceText(path: path, bytes: [UInt8]($0)) }
  }

  static func read(_ folder: URL, shownAs: String = "") -> PackageSource? {
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    let files = paths.filter { $0.hasSuffix("treaty.yaml") }.compactMap { path in
      FileManager.default.contents(atPath: folder.appending(path: path).path).map {
        SourceText(path: path, bytes: [UInt8]($0))
      }
    }
    return files.contains { $0.path == "treaty.yaml" }
      ? PackageSource(shownAs: shownAs, location: folder.path, files: files) : nil
  }
}

@Suite("Every package in specs passes the check")
struct ExampleTests {
  static let packages: [String] = {
    let all =
      (FileManager.default.enumerator(atPath: Golden.repository.appending(path: "specs").path)?.allObjects) ?? []
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix("/treaty.yaml") }
      .map { String($0.dropLast("/treaty.yaml".count)) }.sorted()
  }()

  @Test("package", arguments: packages)
  func package(_ path: String) throws {
    let folder = Golden.repository.appending(path: "specs/\(path)")
    let source = try #require(RepositoryPackages.read(folder))
    let package = PackageCheck.run(
      source, using: RepositoryPackages(), today: CalendarDay(year: 2026, month: 11, day: 1))
    #expect(package.findings.all.isEmpty, "\n\(Fixtures.report(package))")
  }

  @Test("the same findings and the same plan come of it, whoever does the work")
  func mapping() throws {
    let folder = Golden.repository.appending(path: "specs/examples/organisation")
    let source = try #require(RepositoryPackages.read(folder))
    let serial = PackageCompiler.compile(source, using: RepositoryPackages())
    let spread = PackageCompiler.compile(source, using: RepositoryPackages(), by: Shuffled())
    #expect(serial.findings.all == spread.findings.all)
    #expect(serial.plan == spread.plan)
    #expect(serial.places == spread.places)
  }
}

/// Work that is done in another order than it is given.
private struct Shuffled: WorkMapping {
  let width = 3

  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    let done = (0..<count).reversed().map { ($0, work($0)) }
    return done.reversed().map { $0.1 }
  }
}
