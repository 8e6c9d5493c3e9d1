import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that is gone, and is used.
public struct RetiredSystem: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .retiredSystem, name: "retired-system", severity: .error,
      title: "A system that is gone is used",
      summary: "A flow, sync or other activity uses a system whose stage is `retired`.",
      why: """
        A retired system answers no more, or answers with what nobody keeps up to date. Each call to it fails, \
        is tried again until its deadline, and ends as a dead letter.
        """,
      mend: """
        Use the system that took its place, or remove the activity. If the system is still in use, its stage is \
        `retiring`, with a `sunset`.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retired}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: carts.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retired}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      related: [.retiringSystem, .sunsetPassed], canBeAllowed: true),
    reason: "each call to it fails, and ends as a dead letter")

  /// The rule.
  public init() {}

  /// Looks at each use of a system.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.systemUses where use.lifecycle.stage.value == .retired {
      let name = use.party.systemName
      let next = use.lifecycle.replacedBy
      report.add(
        Self.about.finding(
          "\(use.activity.title) uses `\(name)`, which is retired", at: use.span,
          related: [Label(span: use.lifecycle.stage.span, text: "`\(name)` is gone")],
          mend: next.map { "use `\($0.value)`, which took its place" } ?? "use the system that took its place",
          "or remove \(use.activity.title)"))
    }
  }
}
