import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service that much hangs on, without an escalation.
public struct UnescalatedService: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unescalatedService, name: "unescalated-service", severity: .warning,
      title: "Nobody is called for a service much hangs on",
      summary: """
        A service that is critical or high names no escalation policy, in a package that has such policies.
        """,
      why: """
        When it fails at night, nobody is called after the first who does not answer. The people and the \
        policies are there, and are used for other things.
        """,
      mend: """
        Write `escalate` on the service, with one of the escalation policies. If hardly anything hangs on it, \
        mend its `criticality`.
        """,
      bad: """
        services:
          hall: {owner: front-desk, criticality: high, serves: support}
        """,
      good: """
        services:
          hall: {owner: front-desk, criticality: high, serves: support, escalate: by-day}
        """,
      related: [.noAlert, .unprobedService], canBeAllowed: true),
    reason: "nobody is next when the first who is called does not answer")

  /// The rule.
  public init() {}

  /// Looks at the package's own services, where there are escalation policies at all.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let example = package.declared.escalations.sorted.first?.name.value else { return }
    for service in package.own(\.services) {
      let criticality = service.value.criticality
      guard criticality.value.rank >= 2, service.value.escalate == nil else { continue }
      report.add(
        Self.about.finding(
          "`\(service.name.value)` is \(criticality.value.rawValue), and nobody is called when it fails",
          at: service.name.span, "has no `escalate`",
          related: [Label(span: criticality.span, text: "how much hangs on it")],
          mend: "write `escalate:` with an escalation policy, such as `\(example)`"))
    }
  }
}
