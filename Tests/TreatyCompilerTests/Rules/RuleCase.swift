import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyTestSupport

/// A text beside the base package, and what rules of one family find in it.
struct RuleCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let spec: String
  let found: [DiagnosticCode]

  init(_ description: String, _ spec: String, _ found: DiagnosticCode...) {
    testDescription = description
    self.spec = spec
    self.found = found
  }

  /// Expects just these findings of the families of these codes, and no errors of others.
  ///
  /// - Parameter house: Files of a package that lies beside it, `../house` from there.
  func check(
    _ families: ClosedRange<Int>, house: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var packages = PackagesBeside()
    packages.beside["/fixture/house"] = house.map(BrokenSpec.files)
    let files = BrokenSpec.added(BrokenSpec.files(in: spec), to: try BrokenSpec.base())
    let package = Fixtures.compile(files, beside: packages)
    let live = package.findings.listed(in: package.sources).filter { $0.isLive }.map { $0.diagnostic }
    let ours = live.filter { families.contains(Int($0.code.rawValue)) }.map { $0.code }
    #expect(ours.sorted() == found.sorted(), "\(Fixtures.report(package))", sourceLocation: sourceLocation)
    #expect(package.isRuled, "\(Fixtures.report(package))", sourceLocation: sourceLocation)
  }

  /// The base's manifest, held to a profile of the house with one demand.
  static func held(to demand: String, uses: String = "std/itsm") -> String {
    """
    # treaty.yaml
    treaty: 1
    package: test/paging
    version: 1.0.0
    uses: [\(uses)]
    profiles: [house]
    inputs:
      desk-url: {type: url, about: Address of the desk}
      crew-url: {type: url, about: Address of the crew's planner}
    secrets:
      desk-token: {about: Token of the desk}
      crew-password: {about: Password at the crew's planner}
    # house.treaty.yaml
    profiles:
      house: {demands: {rule: {clause: "4.2", demand: Said by the house., \(demand)}}}

    """
  }
}
