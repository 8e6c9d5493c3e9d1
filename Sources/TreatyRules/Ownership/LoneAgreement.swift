import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An agreement of a team with itself.
public struct LoneAgreement: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .loneAgreement, name: "lone-agreement", severity: .error,
      title: "An agreement of a team with itself",
      summary: "An agreement names one team only, or the same team twice.",
      why: """
        What needs an agreement needs the word of two teams: the one that gives something away, and the one that gets it. What a team agrees on with \
        itself, it could allow itself for everything.
        """,
      mend: """
        Name both teams under `between`.
        """,
      bad: """
        agreements:
          shared: {between: [front-desk, front-desk], on: [systems.help], allows: [duty], agreed: 2026-09-01}
        """,
      good: """
        agreements:
          shared: {between: [front-desk, night-watch], on: [systems.help], allows: [duty], agreed: 2026-09-01}
        """,
      related: [.agreementOfOthers, .endedAgreement], canBeAllowed: true),
    reason: "the other team has agreed to nothing")

  /// The rule.
  public init() {}

  /// Counts the teams of the package's own agreements.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for agreement in package.own(\.agreements) {
      let between = agreement.value.between
      let teams = between.compactMap { package.find($0, in: \.teams)?.name.value }
      // A team that is not known may be another one.
      guard teams.count == between.count, Set(teams).count < 2 else { continue }
      let name = agreement.name.value
      report.add(
        Self.about.finding(
          teams.isEmpty ? "`\(name)` names no teams" : "`\(name)` is an agreement of `\(teams[0])` with itself",
          at: between.last?.span ?? agreement.name.span, mend: "name both teams under `between`"))
    }
  }
}
