import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A scope that asks for records which cannot be.
public struct ContradictoryScope: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .contradictoryScope, name: "contradictory-scope", severity: .error,
      title: "A scope that no record has",
      summary: "A scope in a vendor's query language contradicts itself.",
      why: """
        The vendor answers such a query with an empty list, and to a sync an empty list looks as if everything had been deleted.
        """,
      mend: """
        Look for the parts that exclude each other. Often `AND` stands where `OR` or `IN` was meant.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "level = 'low' AND level = 'high'", fields: {title: title}}
              away: {record: east.ticket, fields: {title: title}}
            rules: {title: {owner: home}}
            create: [home -> away]
            pull: every 5m
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "level IN ('low', 'high')", fields: {title: title}}
              away: {record: east.ticket, fields: {title: title}}
            rules: {title: {owner: home}}
            create: [home -> away]
            pull: every 5m
        """,
      related: [.neverApplies, .overlappingSyncs], canBeAllowed: true),
    reason: "an empty list looks as if everything had been deleted")

  /// The rule.
  public init() {}

  /// Looks at scopes of sides and of polls.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let sides =
      package.declared.syncs.sorted.flatMap { $0.value.sides }
      + package.declared.reconciles.sorted.flatMap { $0.value.sides }
    let triggers =
      package.declared.flows.sorted.map { $0.value.on } + package.declared.workflows.sorted.map { $0.value.on }
    for text in sides.map({ $0.value.scope }) + triggers.map({ $0.scope }) {
      guard let node = text?.node, package.scope(of: text).isEmpty == .yes else { continue }
      report.add(
        Self.about.finding(
          "no record can be in this scope", at: node.span, mend: "look for the parts that exclude each other"))
    }
  }
}
