import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system whose version nobody says, under a connector that works with some versions only.
public struct UnknownVersion: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unknownVersion, name: "unknown-version", severity: .warning,
      title: "Nobody says which version a system has",
      summary: """
        A connector says with which versions of the product it works, and a system that uses it says no \
        `version`.
        """,
      why: """
        An interface changes with the product. A field that is gone, or a default that is another, shows itself \
        in wrong records before it shows itself in errors; with the version written down it is found here.
        """,
      mend: """
        Write the version of the product under `version`, as its own page or its support says it. A package that says the version of none of \
        its systems is not asked.
        """,
      bad: """
        systems:
          counter: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: counter.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        systems:
          counter: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, version: "2.4"}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: counter.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.retiringSystem], canBeAllowed: true),
    reason: "whether the connector fits is then seen by what goes wrong")

  /// The rule.
  public init() {}

  /// Looks at the systems of the package that are used.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    // Who keeps no versions anywhere has no use for one question about them.
    guard package.own(\.systems).contains(where: { $0.value.version != nil }) else { return }
    let used = package.usedSystems
    for system in package.own(\.systems) where system.value.version == nil && used.contains(system.name.value) {
      guard let connector = package.find(system.value.connector, in: \.connectors),
        let supports = connector.value.supports
      else { continue }
      let range = supports.value.description
      report.add(
        Self.about.finding(
          "nobody says whether system `\(system.name.value)` has a version that connector `\(connector.name.value)` works with",
          at: system.name.span, "no `version` is said",
          related: [Label(span: supports.span, text: "it works with \(range)")],
          mend: "write the version of the product there: `version: \"…\"`"))
    }
  }
}
