import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A probe that begins again before it has ended.
public struct OverlappingProbes: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overlappingProbes, name: "overlapping-probes", severity: .warning,
      title: "A probe that begins before the last one ended",
      summary: "A probe may wait longer for what it must see than passes until it runs again.",
      why: """
        When the way is slow, which is what a probe is there to show, the next run begins while the last one still waits. The traces of both lie \
        there at once: one sees what the other made, and clears it away.
        """,
      mend: "Let it run less often than all its `within` come to, or wait less long.",
      bad: """
        probes:
          desk-works:
            on: every 1m
            steps: [{name: made, to: help.ticket, do: create, with: {title: "${ probe.id }"}}]
            expect:
              - {find: help.ticket, by: {title: "${ probe.id }"}, within: 45s}
              - {check: steps.made.id != '', within: 30s}
        """,
      good: """
        probes:
          desk-works:
            on: every 5m
            steps: [{name: made, to: help.ticket, do: create, with: {title: "${ probe.id }"}}]
            expect:
              - {find: help.ticket, by: {title: "${ probe.id }"}, within: 45s}
              - {check: steps.made.id != '', within: 30s}
        """,
      related: [.quotaExceeded], canBeAllowed: true),
    reason: "when the way is slow, runs see and clear away what the others made")

  /// The rule.
  public init() {}

  /// Looks at probes that run by the clock.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .probes {
      guard let probe = package.declared.probes[activity.name.value]?.value, let on = probe.on,
        let interval = Interval.shortest(of: on.value)
      else { continue }
      var sum = TimeSum()
      for expectation in probe.expect {
        guard let place = expectation.find?.span ?? expectation.check?.node?.span else { continue }
        sum.add(
          .init(
            what: expectation.find.map { "`\($0.value)` within" } ?? "check within",
            milliseconds: expectation.within.value, place: place))
      }
      guard sum.total > interval else { continue }
      report.add(
        Self.about.finding(
          "\(activity.title) runs every \(Interval.text(interval)), and may wait for \(Interval.text(sum.total))",
          at: on.span, related: sum.labels(besides: on.span),
          reason: "\(sum.text), and it begins again after \(Interval.text(interval)): \(Self.about.reason)",
          mend: "run it every \(Interval.text(sum.total)), or less often", "or wait less long for what it must see"))
    }
  }
}
