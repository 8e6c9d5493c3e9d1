import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system on its way out that is needed, with nothing to take its place.
public struct NoSuccessor: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .noSuccessor, name: "no-successor", severity: .warning,
      title: "A system goes, and nothing takes its place",
      summary: "A system of stage `retiring` is used, or owns fields, and says no `replaced-by`.",
      why: """
        What uses it has nowhere to go, and fields that it has the last word on have nobody who decides about \
        them once it is gone.
        """,
      mend: """
        Name the system that takes its place under `replaced-by`, or take away what still needs the system.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, owns: [job.state], lifecycle: {stage: retiring, sunset: 2027-03-31}}
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, owns: [job.state], lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans}}
        """,
      related: [.retiringSystem, .successorLeaves], canBeAllowed: true),
    reason: "nobody decides about what it decided about, once it is gone")

  /// The rule.
  public init() {}

  /// Looks at the systems of the package that are on their way out.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let used = package.usedSystems
    for system in package.own(\.systems) {
      let lifecycle = system.value.lifecycle
      guard lifecycle.stage.value == .retiring, lifecycle.replacedBy == nil else { continue }
      let owned = system.value.owns.first
      guard owned != nil || used.contains(system.name.value) else { continue }
      let need = owned.map { "still owns `\($0.value)`" } ?? "is still used"
      report.add(
        Self.about.finding(
          "`\(system.name.value)` is on its way out and \(need), and nothing takes its place",
          at: lifecycle.stage.span, related: [owned.map { Label(span: $0.span, text: "who decides about this then?") }],
          mend: "name the system that takes its place under `replaced-by`"))
    }
  }
}
