import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system whose place is taken by one that goes as well.
public struct SuccessorLeaves: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .successorLeaves, name: "successor-leaves", severity: .warning,
      title: "What takes its place goes as well",
      summary: "The system under `replaced-by` is itself `retiring` or `retired`.",
      why: """
        Whoever follows it moves twice, or moves to a system that is already gone. It is often a sign that the \
        plan was changed in one place only.
        """,
      mend: "Name a system that stays.",
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: wagons}}
          wagons: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-06-30, replaced-by: vans}}
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans}}
          wagons: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-06-30, replaced-by: vans}}
        """,
      related: [.noSuccessor, .retiringSystem], canBeAllowed: true),
    reason: "whoever follows it has to move again, or finds nothing there")

  /// The rule.
  public init() {}

  /// Looks at what takes the place of the systems of the package. That one leads back to itself is found elsewhere.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      guard let next = system.value.lifecycle.replacedBy,
        let lifecycle = package.find(next, in: \.systems)?.value.lifecycle, lifecycle.isLeaving
      else { continue }
      let gone = lifecycle.stage.value == .retired ? "gone" : "on its way out as well"
      report.add(
        Self.about.finding(
          "`\(next.value)`, which takes the place of `\(system.name.value)`, is \(gone)", at: next.span,
          related: [Label(span: lifecycle.stage.span, text: gone)],
          mend: lifecycle.replacedBy.map { "name a system that stays, such as `\($0.value)`" }
            ?? "name a system that stays"
        ))
    }
  }
}
