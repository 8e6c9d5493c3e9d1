import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A capability that nothing serves.
public struct UnservedCapability: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unservedCapability, name: "unserved-capability", severity: .warning,
      title: "A capability that nothing serves",
      summary: """
        A capability, or a part of one, is declared, and nothing that runs and no service serves it.
        """,
      why: """
        The organisation says that it must be able to do this, and has nothing that does it; or somebody does it \
        by hand, and the map of what carries it is wrong.
        """,
      mend: """
        Write it under `serves` of what carries it: a flow, another thing that runs, or a service. Serving the \
        whole serves all its parts. Take it out where it is no aim any more.
        """,
      bad: """
        capabilities:
          lending: {about: Cars are lent out, owner: front-desk}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        capabilities:
          lending: {about: Cars are lent out, owner: front-desk}
        flows:
          page:
            owner: front-desk
            serves: [support, lending]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.flowWithoutCapability, .unownedCapability], canBeAllowed: true),
    reason: "what the organisation must be able to do is carried by nothing")

  /// The rule.
  public init() {}

  /// Looks at the package's own capabilities that have no parts, where anything serves one.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let served = package.servedCapabilities
    // Where nothing serves any, all that runs is told that by another rule, or the capabilities are there for others.
    guard !served.isEmpty else { return }
    for capability in package.own(\.capabilities) {
      look(at: capability, named: capability.name.value, shown: capability.name.value, served, &report)
    }
  }

  private func look(
    at capability: Named<CapabilityDeclaration>, named name: String, shown: String, _ served: Set<String>,
    _ report: inout Findings
  ) {
    if served.contains(name) { return }
    for part in capability.value.parts {
      look(at: part, named: "\(name).\(part.name.value)", shown: "\(shown).\(part.name.value)", served, &report)
    }
    guard capability.value.parts.isEmpty else { return }
    report.add(
      Self.about.finding(
        "nothing serves `\(shown)`", at: capability.name.span, "is served by no flow and no service",
        mend: "write `serves: \(shown)` on what carries it", "or take it out, if it is no aim any more"))
  }
}
