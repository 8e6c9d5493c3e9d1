import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Retries that all come at the same moment.
public struct RetryWithoutJitter: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .retryWithoutJitter, name: "retry-without-jitter", severity: .warning,
      title: "Retries that come all at once",
      summary: "A retry policy takes the same pauses for all that failed together.",
      why: """
        What fails together, because a system was down, is tried again together when all pauses are the same: the system has just come back, and \
        is called by everybody in the same second, over and over. Pauses drawn at random spread the calls.
        """,
      mend: """
        Leave `jitter` out, or write `full`: a pause is then drawn between nothing and its upper end. With `decorrelated` it is drawn between \
        the first pause and three times the one before, so that none is next to nothing.
        """,
      bad: """
        policies:
          retry: {even: {first: 10s, jitter: none}}
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: even
        """,
      good: """
        policies:
          retry: {even: {first: 10s}}
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            retry: even
        """,
      related: [.rateExceeded, .retryBeyondExpiry], canBeAllowed: true),
    reason: "all that failed together is tried again in the same moment, when the system has just come back")

  /// The rule.
  public init() {}

  /// Looks at policies whose pauses are not drawn, and at who uses them: several, or one that calls a system with a rate.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retries) where policy.value.jitter == .none && policy.value.attempts != 1 {
      let users = package.activities.filter {
        package.find($0.retry, in: \.retries)?.name.value == policy.name.value
      }
      let limited = users.flatMap { $0.effects }.first { $0.party.rate != nil }
      guard users.count >= 2 || limited != nil else { continue }
      let rate = limited.map { "`\($0.party.systemName)`, which takes only so many calls at once" }
      let related = users.prefix(4).compactMap { user in
        user.retry.map { Label(span: $0.span, text: "\(user.title) uses it") }
      }
      report.add(
        Self.about.finding(
          "all that `\(policy.name.value)` tries again comes at the same moment",
          at: policy.node["jitter"]?.span ?? policy.name.span, related: related,
          reason: rate.map { "\(Self.about.reason); among them are calls to \($0)" },
          mend: "leave `jitter` out: pauses are then drawn at random"))
    }
  }
}
