import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A system that is left alone for longer than deliveries to it are tried.
public struct BreakerBeyondDeadline: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .breakerBeyondDeadline, name: "breaker-beyond-deadline", severity: .warning,
      title: "A system is left alone past the deadline",
      summary: "The `breaker` of a retry policy leaves a system alone for longer than deliveries to it are tried.",
      why: """
        A system has one breaker for all that deliver to it, with the longest pause of their policies. While it is left alone nothing is \
        sent there: what has a shorter deadline, or expires sooner, is given up without being asked again, though the system may have come \
        back long before.
        """,
      mend: "Shorten `breaker.pause`, or give deliveries more time under `deadline` and `expires`.",
      bad: """
        policies:
          retry: {brisk: {max: 10s, deadline: 10m, breaker: {pause: 1h}}}
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: brisk
        """,
      good: """
        policies:
          retry: {brisk: {max: 10s, deadline: 10m, breaker: {pause: 2m}}}
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: brisk
        """,
      related: [.retryBeyondExpiry, .endlessRetry], canBeAllowed: true),
    reason: "it is given up while nobody asks whether the system is back")

  /// The rule.
  public init() {}

  /// How long a system is left alone at most, and who says so.
  private struct Pause {
    let milliseconds: Int64
    let policy: String
    let place: Span
  }

  /// Looks at the systems that are delivered to under a policy with a breaker.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var pauses: [String: Pause] = [:]
    for activity in package.activities {
      guard let policy = package.find(activity.retry, in: \.retries), let pause = pause(of: policy) else { continue }
      for effect in activity.effects where (pauses[effect.party.systemName]?.milliseconds ?? 0) < pause.milliseconds {
        pauses[effect.party.systemName] = pause
      }
    }
    guard !pauses.isEmpty else { return }
    for activity in package.activities {
      let policy = package.retryPolicy(activity).policy
      let expires = package.flow(activity)?.expires
      let most = min(policy.deadline, expires?.value ?? .max)
      let first = activity.effects.first { (pauses[$0.party.systemName]?.milliseconds ?? 0) > most }
      guard policy.attempts != 1, let party = first?.party, let pause = pauses[party.systemName] else { continue }
      let (short, long) = (Interval.text(most), Interval.text(pause.milliseconds))
      let place = most == expires?.value ? expires?.span : activity.retry?.span
      report.add(
        Self.about.finding(
          "\(activity.title) gives up after \(short), and `\(party.systemName)` may be left alone for \(long)",
          at: place ?? activity.name.span, "\(short), then it is given up",
          related: [Label(span: pause.place, text: "up to \(long), by `\(pause.policy)`")],
          mend: "write a `pause` below \(short) under `breaker` of `\(pause.policy)`",
          "or give deliveries more than \(long)"))
    }
  }

  private func pause(of policy: Named<RetryDeclaration>) -> Pause? {
    guard let breaker = policy.value.breaker else { return nil }
    let node = policy.node["breaker"]
    return Pause(
      milliseconds: breaker.pause, policy: policy.name.value,
      place: node?["pause"]?.span ?? node?.span ?? policy.name.span)
  }
}
