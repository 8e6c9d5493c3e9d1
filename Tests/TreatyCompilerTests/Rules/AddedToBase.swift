import Testing
import TreatyCompiler
import TreatyDiagnostics

/// What rules find in a file that is added to the base package.
struct AddedToBase {
  private let package: CompiledPackage

  /// Compiles the base package with a file in it.
  init(_ text: String) throws {
    let file = BrokenSpec.file(Array("\(text)\n".utf8))
    package = Fixtures.compile(BrokenSpec.added([file], to: try BrokenSpec.base()))
  }

  /// The findings of a code. What keeps rules from being asked is an issue.
  func findings(of code: DiagnosticCode) -> [Diagnostic] {
    #expect(package.isRuled, "\(Fixtures.report(package))")
    return package.findings.listed(in: package.sources).map { $0.diagnostic }.filter {
      $0.code == code
    }
  }
}
