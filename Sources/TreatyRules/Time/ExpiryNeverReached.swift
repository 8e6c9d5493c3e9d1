import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Messages that may become older than anything is tried.
public struct ExpiryNeverReached: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .expiryNeverReached, name: "expiry-never-reached", severity: .warning,
      title: "An expiry that is never reached",
      summary: "A flow names no retry policy, and lets its messages become older than the usual deadline.",
      why: """
        Where no policy is named, deliveries are given up after a day. The shorter of that and `expires` holds, so a longer `expires` does \
        nothing: whoever wrote it counts on messages that wait out a long weekend, and finds them parked.
        """,
      mend: "Name a retry policy with a `deadline` as long, or write an `expires` of a day or less.",
      bad: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            expires: 3d
        """,
      good: """
        policies:
          retry: {weekend: {max: 10m, deadline: 3d}}
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: weekend
            expires: 3d
        """,
      related: [.retryBeyondExpiry], canBeAllowed: true),
    reason: "they are given up before they are that old")

  /// The rule.
  public init() {}

  /// Looks at flows that name no policy, and say when their messages expire.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let usual = RetryDeclaration().deadline
    for activity in package.activities where activity.retry == nil {
      guard let expires = package.flow(activity)?.expires, expires.value > usual else { continue }
      let (long, short) = (Interval.text(expires.value), Interval.text(usual))
      report.add(
        Self.about.finding(
          "messages of \(activity.title) may become \(long) old, and are given up after \(short)", at: expires.span,
          related: [Label(span: activity.name.span, text: "names no `retry` policy, so \(short) hold")],
          mend: "name a policy that tries as long: `deadline: \(long)`", "or write `expires: \(short)` or less"))
    }
  }
}
