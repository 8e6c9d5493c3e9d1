import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service that much hangs on, carried by a system that is tried out.
public struct PilotCarriesService: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .pilotCarriesService, name: "pilot-carries-service", severity: .warning,
      title: "A system on trial carries an important service",
      summary: """
        A service of criticality `critical` or `high` is carried by a system whose stage is `pilot`.
        """,
      why: """
        A pilot is there to find out what does not work. Nobody has promised its hours, its load or its repair, \
        and the service promises more than that.
        """,
      mend: """
        Set the stage to `active` once the system is fit for it, or carry the service by another system until \
        then.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: pilot}}

        services:
          dispatch: {owner: front-desk, criticality: high, systems: [carts]}
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: active}}

        services:
          dispatch: {owner: front-desk, criticality: high, systems: [carts]}
        """,
      related: [.plannedSystem], canBeAllowed: true),
    reason: "the service promises more than anybody has promised of the system")

  /// The rule.
  public init() {}

  /// Looks at the services of the package that much hangs on.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for service in package.own(\.services) {
      let weight = service.value.criticality
      guard weight.value == .critical || weight.value == .high else { continue }
      for name in service.value.systems {
        guard let system = package.find(name, in: \.systems), system.value.lifecycle.stage.value == .pilot else {
          continue
        }
        report.add(
          Self.about.finding(
            "service `\(service.name.value)` is of criticality `\(weight.value.rawValue)`, and system `\(name.value)`, which carries it, is on trial",
            at: name.span,
            related: [
              Label(span: system.value.lifecycle.stage.span, text: "tried out"),
              Label(span: weight.span, text: "much hangs on it"),
            ],
            mend: "write `stage: active`, if system `\(name.value)` is fit for it by now",
            "or carry service `\(service.name.value)` by another system"))
      }
    }
  }
}
