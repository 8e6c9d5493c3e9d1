import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A promise that holds only as long as nothing fails.
public struct FreshnessWithoutRetry: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .freshnessWithoutRetry, name: "freshness-without-retry", severity: .warning,
      title: "A promise without room for one more try",
      summary: "An effect is promised within a time in which no call may fail even once.",
      why: """
        Calls fail now and then: a connection breaks, a system is started anew. Treaty then waits for the pause of the retry policy and tries \
        again. A promise that leaves no room for one such pause and one more call is broken by each small failure, and its alert tells nothing \
        new.
        """,
      mend: """
        Shorten the first pause of the retry policy, shorten the way, or promise as much more as one pause and one call take. Where nothing is \
        to be tried again, write `attempts: 1` in the policy.
        """,
      bad: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            levels: {delivered-within: 8s}
        """,
      good: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            levels: {delivered-within: 15s}
        """,
      related: [.freshnessMissed, .timeoutBeyondPromise], canBeAllowed: true),
    reason: "one call that fails once breaks the promise")

  /// The rule.
  public init() {}

  /// Looks at promises that the way can keep, and adds one failed attempt.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      let (name, policy) = package.retryPolicy(activity)
      guard policy.attempts != 1, let promise = activity.duty.levels.deliveredWithin,
        let time = DeliveryTime(activity, in: package)?.sum, time.total <= promise.value,
        let slowest = time.calls.max(by: { $0.milliseconds < $1.milliseconds })
      else { continue }
      var sum = time
      sum.add(
        .init(
          what: "first pause", milliseconds: policy.first, place: activity.retry?.span ?? activity.name.span,
          source: name.map { "the retry policy `\($0)`" } ?? "the usual, where no `retry` policy is named"))
      sum.add(
        .init(
          what: "\(slowest.what) again", milliseconds: slowest.milliseconds, place: slowest.place))
      guard sum.total > promise.value else { continue }
      let promised = Interval.text(promise.value)
      report.add(
        Self.about.finding(
          "\(activity.title) keeps its promise of \(promised) only if no call fails", at: promise.span,
          "\(Interval.text(time.total)) when nothing fails, \(Interval.text(sum.total)) with one failed attempt",
          related: sum.labels(besides: promise.span), reason: "\(sum.text), promised \(promised)",
          mend: "promise what one more attempt takes: `delivered-within: \(Interval.text(sum.total))`",
          "or shorten the first pause of the retry policy, or what takes longest on the way"))
    }
  }
}
