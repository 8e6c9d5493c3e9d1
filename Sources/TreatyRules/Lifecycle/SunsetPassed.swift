import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system whose last day lies behind, and that is used.
public struct SunsetPassed: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sunsetPassed, name: "sunset-passed", severity: .error,
      title: "The last day of a system has passed",
      summary: "A flow, sync or other activity uses a system whose `sunset` lies in the past.",
      why: """
        After that day the system works by luck. Its contract has ended, its data are no longer looked after, \
        and it can be switched off at any hour without a word.
        """,
      mend: """
        Move the activity to the system that takes its place. If the day was put off, write the new one under \
        `sunset`.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2026-09-30, replaced-by: vans}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: carts.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2026-09-30, replaced-by: vans}}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      related: [.retiringSystem, .retiredSystem], canBeAllowed: true),
    reason: "it can be switched off at any hour, and what uses it stops")

  /// The rule.
  public init() {}

  /// Looks at each use of a system. One that is said to be gone is found by another rule.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.systemUses where use.lifecycle.stage.value != .retired {
      guard let sunset = use.lifecycle.sunset, package.hasPassed(sunset) else { continue }
      let name = use.party.systemName
      let next = use.lifecycle.replacedBy
      report.add(
        Self.about.finding(
          "\(use.activity.title) uses `\(name)`, whose last day was \(sunset.value)", at: use.span,
          related: [Label(span: sunset.span, text: "last day on which it works")],
          mend: next.map { "use `\($0.value)`, which takes its place" } ?? "use the system that takes its place",
          "or write under `sunset` the day that was agreed on since"))
    }
  }
}
