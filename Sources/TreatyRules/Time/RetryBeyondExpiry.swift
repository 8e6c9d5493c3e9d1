import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Tries that come after the message has expired.
public struct RetryBeyondExpiry: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .retryBeyondExpiry, name: "retry-beyond-expiry", severity: .warning,
      title: "Retries that go on after the message expired",
      summary: "A retry policy goes on for longer than the flow's messages may become old.",
      why: """
        After `expires` a message is parked for a person, and not tried any more. A deadline of the retry policy that lies behind it is never \
        reached: whoever counts on deliveries being tried through a night or a weekend is wrong, and finds them parked.
        """,
      mend: "Let the messages expire no sooner than the policy gives up, or name a policy with a shorter `deadline`.",
      bad: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: patient
            expires: 1h
        """,
      good: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: patient
            expires: 12h
        """,
      related: [.expiryNeverReached, .retryWithoutJitter, .freshnessWithoutRetry], canBeAllowed: true),
    reason: "it is parked for a person while the policy would still try")

  /// The rule.
  public init() {}

  /// Looks at flows that name a policy, and say when their messages expire.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let expires = package.flow(activity)?.expires, let retry = activity.retry,
        let policy = package.find(retry, in: \.retries), policy.value.attempts != 1,
        policy.value.deadline > expires.value
      else { continue }
      let (deadline, expiry) = (Interval.text(policy.value.deadline), Interval.text(expires.value))
      report.add(
        Self.about.finding(
          "\(activity.title) is to be tried for \(deadline), and its messages expire after \(expiry)", at: expires.span,
          related: [
            Label(span: retry.span, text: "tries for \(deadline)"),
            Label(span: policy.node["deadline"]?.span ?? policy.name.span, text: "the deadline: \(deadline)"),
          ],
          mend: "let it expire no sooner: `expires: \(deadline)`",
          "or name a policy with a `deadline` of \(expiry) or less"))
    }
  }
}
