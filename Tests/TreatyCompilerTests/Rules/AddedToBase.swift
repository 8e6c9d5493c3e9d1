import Testing
import TreatyCompiler
import TreatyDiagnostics

/// The base package with a text added to it, and what is found there: what all tests of rules look at.
struct AddedToBase {
  private let package: CompiledPackage

  /// Compiles the base package with the files of a text in it.
  /// - Parameters:
  ///   - demand: What a profile of the house demands, to which the package is then held.
  ///   - house: Files of a package that lies beside it, `../house` from there.
  init(_ text: String, demand: String? = nil, house: String? = nil) throws {
    var files = BrokenSpec.files(in: "\(text)\n")
    var base = try BrokenSpec.base()
    if let demand {
      let profile = "profiles: {house: {demands: {rule: \(demand)}}}\n"
      files.append(SourceText(path: "house.treaty.yaml", bytes: Array(profile.utf8)))
      base = base.map { file in
        file.path == "treaty.yaml"
          ? SourceText(path: file.path, bytes: file.bytes + Array("\nprofiles: [house]\n".utf8)) : file
      }
    }
    var packages = PackagesBeside()
    packages.beside["/fixture/house"] = house.map(BrokenSpec.files)
    package = Fixtures.compile(BrokenSpec.added(files, to: base), beside: packages)
  }

  /// Whether nothing kept rules from being asked.
  var isRuled: Bool { package.isRuled }

  /// What a person sees.
  var report: String { Fixtures.report(package) }

  /// What counts, in the order of files and lines.
  var live: [Diagnostic] {
    package.findings.listed(in: package.sources).filter { $0.isLive }.map { $0.diagnostic }
  }

  /// The findings of a code. What keeps rules from being asked is an issue.
  func findings(of code: DiagnosticCode) -> [Diagnostic] {
    #expect(isRuled, "\(report)")
    return live.filter { $0.code == code }
  }

  /// The codes of what is found in some families, sorted.
  func codes(of families: Set<CodeFamily>) -> [DiagnosticCode] {
    live.map { $0.code }.filter { families.contains($0.family) }.sorted()
  }
}
