import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system on its way out, and still used.
public struct RetiringSystem: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .retiringSystem, name: "retiring-system", severity: .warning,
      title: "A system that is going is still used",
      summary: "A flow, sync or other activity uses a system whose stage is `retiring`.",
      why: """
        On its last day everything that still uses it stops at once. What is moved before then is moved in \
        peace, one activity after the other; what is left is moved in an outage.
        """,
      mend: """
        Move the activity to the system in `replaced-by`. Where it has to stay until the end, allow the finding \
        with a reason, and a day on which it ends.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: carts.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      related: [.retiredSystem, .sunsetPassed, .noSuccessor], canBeAllowed: true),
    reason: "what still uses it on its last day stops with it")

  /// The rule.
  public init() {}

  /// Looks at each use of a system. One whose last day has passed is found by another rule.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.systemUses where use.lifecycle.stage.value == .retiring {
      let lifecycle = use.lifecycle
      guard !package.hasPassed(lifecycle.sunset) else { continue }
      let name = use.party.systemName
      let end = lifecycle.sunset.map { ": its last day is \($0.value)" } ?? ""
      report.add(
        Self.about.finding(
          "\(use.activity.title) uses `\(name)`, which is on its way out\(end)", at: use.span,
          related: [
            Label(span: lifecycle.stage.span, text: "nothing new may use it"),
            lifecycle.replacedBy.map { Label(span: $0.span, text: "what takes its place") },
          ],
          mend: lifecycle.replacedBy.map { "use `\($0.value)`, which takes its place" }
            ?? "say under `replaced-by` what takes its place, and use that"))
    }
  }
}
