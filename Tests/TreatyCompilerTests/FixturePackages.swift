import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyStandard
import TreatyTestSupport

/// Packages of the repository.
enum Fixtures {
  /// Packages that ship with Treaty, and nothing else.
  static let standard = PackagesInMemory(
    Dictionary(
      StandardPackages.names.map { name in
        (name, StandardPackages.files(of: name).map { SourceText(path: $0.path, bytes: $0.bytes) })
      }, uniquingKeysWith: { first, _ in first }))

  /// Spec files directly in a folder of the repository, or others.
  static func files(in folder: String, ending: String = ".yaml") throws -> [SourceText] {
    let url = Golden.repository.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(ending) }.sorted().map {
      SourceText(path: $0, bytes: [UInt8](try Data(contentsOf: url.appending(path: $0))))
    }
  }

  /// Compiles and runs the rules.
  static func compile(_ files: [SourceText], beside packages: PackagesBeside = PackagesBeside()) -> CompiledPackage {
    var packages = packages
    packages.beside["/fixture/root"] = files
    return compile(PackageSource(shownAs: "", location: "/fixture/root", files: files), using: packages)
  }

  /// Compiles and runs the rules, with other packages in reach.
  static func compile(_ source: PackageSource, using provider: some PackageProvider) -> CompiledPackage {
    PackageCheck.run(source, using: provider, today: CalendarDay(year: 2026, month: 11, day: 1))
  }

  /// What is found, as a person sees it.
  static func report(_ package: CompiledPackage) -> String {
    TerminalRenderer(sources: package.sources, colour: false).render(package.findings)
  }
}
