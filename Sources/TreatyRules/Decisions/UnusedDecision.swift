import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A decision that requires a connector which nothing that it binds speaks.
public struct UnusedDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unusedDecision, name: "unused-decision", severity: .warning,
      title: "A connector that was decided for is not used",
      summary: "A decision names a connector under `requires.uses`, and no system that it binds speaks it.",
      why: """
        Either the decision was never carried out, or another way was taken since. What it cost to decide, and \
        what it said about licences and contracts, then fits nothing that runs.
        """,
      mend: """
        Use a system with that connector, or replace the decision. If the decision binds something else, name it \
        under `binds`.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {uses: [crew]}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {uses: [crew]}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      related: [.avoidedConnector, .supersededDecision], canBeAllowed: true),
    reason: "the decision was not carried out, or nobody replaced it")

  /// The rule.
  public init() {}

  /// Looks at what the decisions of the package require.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions where decision.isAboutSystems {
      let spoken = connectors(decision, package)
      // Without any system there is nothing yet that could keep to it.
      guard !spoken.isEmpty else { continue }
      for use in decision.value.requires.uses {
        guard let connector = package.find(use, in: \.connectors)?.name.value, !spoken.contains(connector) else {
          continue
        }
        let bound = decision.bindsAll ? "no system of the package" : "nothing that it binds"
        report.add(
          Self.about.finding(
            "`\(decision.name.value)` requires `\(use.value)`, and \(bound) speaks it", at: use.span,
            mend: "use a system whose `connector` is `\(use.value)`",
            "or replace the decision by a new one, if it no longer holds"))
      }
    }
  }

  /// The connectors of what a decision binds.
  private func connectors(_ decision: BindingDecision, _ package: RuledPackage) -> Set<String> {
    let named = package.declared.systems.sorted.filter { decision.bindsAll || decision.names(.systems, $0.name.value) }
    return Set(named.compactMap { package.find($0.value.connector, in: \.connectors)?.name.value })
      .union(decision.boundUses(in: package).map { $0.party.connector.name.value })
  }
}
