import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// More items than a system takes calls.
public struct RateExceeded: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .rateExceeded, name: "rate-exceeded", severity: .warning, title: "More items than a system takes calls",
      summary: "A flow's items need more calls to a system than its rate allows.",
      why: """
        Treaty keeps to `limits.rate`: calls beyond it wait. Where each item needs more calls than the rate lets through, more and more items \
        wait, and none is ever on time again. Each lookup without a cache is a call, each delivery is one, and so is reading a record back.

        Where there are more items than calls, so that not even one call each fits, it is an error.
        """,
      mend: """
        Make fewer calls for each item: give lookups a `cache`, leave out items with `where`, gather them with `correlate`. Where the system takes \
        more, write the higher rate in its `limits`.
        """,
      bad: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            lookup: {known: {get: help.ticket, by: {title: "${ item.host }"}, missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            choice: {volume: 8/s}
        """,
      good: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            lookup: {known: {get: help.ticket, by: {title: "${ item.host }"}, missing: leave, cache: 5m}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            choice: {volume: 8/s}
        """,
      related: [.quotaExceeded, .freshnessMissed], canBeAllowed: true),
    reason: "more and more items wait, and none is on time again")

  /// The rule.
  public init() {}

  /// Looks at flows that say how much there is.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let volume = package.flow(activity)?.choice?.volume else { continue }
      for party in activity.parties {
        let calls = activity.callsPerItem(to: party.systemName, isEachCertain: false)
        guard calls > 0, let rate = party.rate, volume.value * Double(calls) > rate else { continue }
        var finding = finding(activity, volume, party, calls, rate)
        if volume.value > rate, package.flow(activity)?.leavesItemsOut == false,
          activity.callsPerItem(to: party.systemName, isEachCertain: true) > 0
        {
          finding.severity = .error
        }
        report.add(finding)
      }
    }
  }

  private func finding(
    _ activity: Activity, _ volume: Located<Double>, _ party: Party, _ calls: Int, _ rate: Double
  ) -> Diagnostic {
    // In a second where that is a number that people read, else in a day.
    let isFast = rate >= 1
    let (factor, unit) = isFast ? (1.0, "a second") : (86_400.0, "a day")
    let items = Amount.text(volume.value * factor)
    let needed = Amount.text(volume.value * factor * Double(calls))
    let sum = calls == 1 ? "\(items) calls \(unit)" : "\(items) items × \(calls) calls = \(needed) \(unit)"
    return Self.about.finding(
      "\(activity.title) needs \(needed) calls \(unit) to `\(party.systemName)`, which takes \(Amount.text(rate * factor))",
      at: volume.span, sum, related: [Label(span: party.name.span, text: "\(calls) for each item")],
      reason: "\(sum), and \(Amount.text(rate * factor)) fit: \(Self.about.reason)",
      mend: "make fewer calls for each item: a `cache` for lookups, a `where` that leaves items out",
      "or write the rate that `\(party.systemName)` really takes under its `limits.rate`")
  }
}
