import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that is not there yet, and is used.
public struct PlannedSystem: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .plannedSystem, name: "planned-system", severity: .warning,
      title: "A system that is not there yet is used",
      summary: "A flow, sync or other activity uses a system whose stage is `planned`.",
      why: """
        Nobody answers at its address, or something else does. Work that is meant for it waits, and then fails.
        """,
      mend: """
        Set the stage to `pilot` or `active` once the system is there, or deliver the activity only then.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: planned}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: carts.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: active}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: carts.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      related: [.retiredSystem, .pilotCarriesService], canBeAllowed: true),
    reason: "nobody answers at its address yet")

  /// The rule.
  public init() {}

  /// Looks at each use of a system.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.systemUses where use.lifecycle.stage.value == .planned {
      let name = use.party.systemName
      report.add(
        Self.about.finding(
          "\(use.activity.title) uses `\(name)`, which is only planned", at: use.span,
          related: [Label(span: use.lifecycle.stage.span, text: "it is not there yet")],
          mend: "if `\(name)` is there by now, write `stage: pilot` or `stage: active`",
          "or keep \(use.activity.title) back until it is"))
    }
  }
}
