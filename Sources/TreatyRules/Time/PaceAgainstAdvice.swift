import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A pace that the numbers speak against.
public struct PaceAgainstAdvice: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .paceAgainstAdvice, name: "pace-against-advice", severity: .warning,
      title: "A pace that the numbers speak against",
      summary: "A flow takes one pace, its own numbers speak for the other, and nothing says why.",
      why: """
        Real time costs a call for each thing that happens, and batch costs time. The numbers under `choice` weigh the one against the other:

        - `freshness` below a minute, or a `cost-of-delay` of `high` or `critical`, speaks for real time,
        - `freshness` of an hour or more with so many items that they use more than half of a system's quota, or a `cost-of-delay` of `low` \
        with `freshness` of a quarter of an hour or more, speaks for batch.

        In between, either is right. Another way than the numbers say can be right as well, but whoever comes next must find out why.
        """,
      mend: """
        Take the other pace, or mend the numbers. Where it is meant as it stands, say why under `reason`, or name the `decision` that it \
        follows.
        """,
      bad: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            choice: {freshness: 1d, volume: 200/d, cost-of-delay: low, take: real-time}
        """,
      good: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            choice: {freshness: 1d, volume: 200/d, cost-of-delay: low, take: real-time, reason: Monitoring cannot list}
        """,
      related: [.paceAgainstTrigger, .quotaExceeded, .freshnessMissed], canBeAllowed: true),
    reason: "who reads it later cannot tell whether it was meant")

  /// The rule.
  public init() {}

  /// Looks at flows that say which pace they take.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let choice = package.flow(activity)?.choice, let take = choice.take, choice.reason == nil,
        choice.decision == nil, let advice = PaceAdvice(activity, choice), advice.pace != take.value
      else { continue }
      report.add(
        Self.about.finding(
          "\(activity.title) takes \(take.value.title), and its numbers speak for \(advice.pace.title)", at: take.span,
          related: [
            choice.freshness.map { Label(span: $0.span, text: "may be \(Interval.text($0.value)) old") },
            choice.volume.map { Label(span: $0.span, text: "\(Amount.text($0.value * 86_400)) a day") },
            choice.costOfDelay.map { Label(span: $0.span, text: "what a delay costs") },
          ],
          reason: advice.reason,
          mend: "take `\(advice.pace.rawValue)`", "or say why not: `reason: …`, or the `decision` that it follows"))
    }
  }
}

extension PaceWord {
  /// As messages say it.
  var title: String {
    switch self {
    case .realTime: "real time"
    case .batch: "batch"
    }
  }
}
