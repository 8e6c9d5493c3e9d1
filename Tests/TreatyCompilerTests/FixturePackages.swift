import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyStandard
import TreatyTestSupport

/// Packages that ship with Treaty, and nothing else.
struct StandardOnly: PackageProvider {
  var known: [String] { StandardPackages.names }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    let files = StandardPackages.files(of: reference)
    guard !files.isEmpty else { return nil }
    return PackageSource(
      shownAs: reference, location: reference, files: files.map { SourceText(path: $0.path, bytes: $0.bytes) })
  }
}

/// Packages of the repository.
enum Fixtures {
  /// Spec files directly in a folder of the repository.
  static func files(in folder: String) throws -> [SourceText] {
    let url = Golden.repository.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".yaml") }.sorted().map {
      SourceText(path: $0, bytes: [UInt8](try Data(contentsOf: url.appending(path: $0))))
    }
  }

  /// Compiles and runs the rules.
  static func compile(_ files: [SourceText]) -> CompiledPackage {
    compile(PackageSource(shownAs: "", location: "/fixture", files: files), using: StandardOnly())
  }

  /// Compiles and runs the rules, with other packages in reach.
  static func compile(_ source: PackageSource, using provider: some PackageProvider) -> CompiledPackage {
    var package = PackageCompiler.compile(source, using: provider)
    package.findings.add(contentsOf: Rules.check(package))
    return package
  }

  /// What is found, as a person sees it.
  static func report(_ package: CompiledPackage) -> String {
    TerminalRenderer(sources: package.sources, colour: false).render(package.findings)
  }
}
