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

  /// The base package with the text in it.
  /// - Parameter house: Files of a package that lies beside it, `../house` from there.
  func added(house: String? = nil) throws -> AddedToBase { try AddedToBase(spec, house: house) }

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
