import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service on which much hangs, on one that is said to matter little.
public struct CriticalOnLess: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .criticalOnLess, name: "critical-on-less", severity: .warning,
      title: "Much hangs on what is said to matter little",
      summary: """
        A critical service needs one that is medium or low, or a high one needs one that is low.
        """,
      why: """
        When the lesser one fails, its people take their time, as they may: by its criticality only some are \
        held up. Meanwhile the other one stands still.
        """,
      mend: """
        Raise the criticality of what is needed, at least to one step below. Or do without it: what a service \
        can work without for a while does not belong under `depends-on`.
        """,
      bad: """
        services:
          hall: {owner: front-desk, criticality: high, serves: support, escalate: by-day, depends-on: [doors]}
          doors: {owner: front-desk, criticality: low}
        """,
      good: """
        services:
          hall: {owner: front-desk, criticality: high, serves: support, escalate: by-day, depends-on: [doors]}
          doors: {owner: front-desk, criticality: medium}
        """,
      related: [.availabilityBeyondDependency, .circularDependency], canBeAllowed: true),
    reason: "whoever mends the one takes their time while the other stands still")

  /// The rule.
  public init() {}

  /// Looks at what each of the package's own services names under `depends-on`.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for service in package.own(\.services) {
      let criticality = service.value.criticality.value
      for name in service.value.dependsOn {
        guard let needed = package.find(name, in: \.services),
          criticality.rank - needed.value.criticality.value.rank >= 2
        else { continue }
        let word = needed.value.criticality.value.rawValue
        let isSaid = needed.node["criticality"] != nil
        report.add(
          Self.about.finding(
            "`\(service.name.value)` is \(criticality.rawValue) and needs `\(name.value)`, which is \(word)",
            at: name.span, "needed here",
            related: [
              isSaid
                ? Label(span: needed.value.criticality.span, text: "only \(word)")
                : Label(span: needed.name.span, text: "says nothing, which is \(word)")
            ],
            mend: "write `criticality: \(criticality == .critical ? "high" : "medium")` or more on `\(name.value)`",
            "or take it out here, if `\(service.name.value)` works without it for a while"))
      }
    }
  }
}
