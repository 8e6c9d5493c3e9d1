import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system in use speaks a connector that a decision avoids.
public struct AvoidedConnector: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .avoidedConnector, name: "avoided-connector", severity: .error,
      title: "A connector is used that a decision avoids",
      summary: "What a decision binds uses a system whose connector stands under `requires.avoids`.",
      why: """
        The decision says that this way is not gone, and it is gone. One of the two is out of date, and whoever \
        relies on the decision is wrong about what runs.
        """,
      mend: """
        Use another system. If the decision no longer holds, replace it by a new one, so that the change has a \
        reason.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {avoids: [crew]}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {avoids: [crew]}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.unusedDecision, .supersededDecision], canBeAllowed: true),
    reason: "whoever relies on the decision is wrong about what runs")

  /// The rule.
  public init() {}

  /// Looks at the systems that the decisions of the package bind.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      for avoided in decision.value.requires.avoids {
        guard let connector = package.find(avoided, in: \.connectors)?.name.value else { continue }
        var seen: Set<String> = []
        for (activity, party) in decision.boundUses(in: package)
        where party.connector.name.value == connector && seen.insert(party.systemName).inserted {
          report.add(
            Self.about.finding(
              "\(activity.title) uses system `\(party.systemName)` by connector `\(connector)`, which decision `\(decision.name.value)` avoids",
              at: party.name.span, related: [decision.label(avoided.span)],
              mend: "use a system of another connector than `\(connector)`",
              "or replace the decision by a new one, if it no longer holds"))
        }
      }
    }
  }
}
