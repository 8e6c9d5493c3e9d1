import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A promise that the way cannot keep.
public struct FreshnessMissed: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .freshnessMissed, name: "freshness-missed", severity: .error,
      title: "Promised sooner than it can arrive",
      summary: "An effect is promised within a time that is shorter than the way takes.",
      why: """
        What is promised under `levels.delivered-within` or `choice.freshness` is counted from what happened to its effect. So all that lies \
        in between counts: the wait for the next poll, the delay of a search, how long things are gathered, each lookup without a cache, and \
        each delivery. Held against `freshness`, only what is waited for counts. A call takes what its system promises under `levels.responds-within`; where it promises nothing, as long as its timeout.

        The finding shows the sum. Where it is only too long if calls take as long as their timeouts, it is a warning: most are answered \
        sooner, and nobody has promised it.
        """,
      mend: """
        Shorten what is longest in the sum: poll more often, take a webhook in the place of a poll, give a lookup a `cache`. Where a system \
        answers sooner than its timeout, let it say so under `levels.responds-within`. Or promise what the way can keep.
        """,
      bad: """
        flows:
          help-to-job:
            on: {poll: help.ticket, every: 5m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }", ticket: "${ item.id }"}}]
            levels: {delivered-within: 3m}
        """,
      good: """
        flows:
          help-to-job:
            on: {poll: help.ticket, every: 1m}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }", ticket: "${ item.id }"}}]
            levels: {delivered-within: 3m}
        """,
      related: [.freshnessWithoutRetry, .timeoutBeyondPromise, .paceAgainstTrigger], canBeAllowed: true),
    reason: "what was promised is missed even when nothing fails")

  /// The rule.
  public init() {}

  /// Looks at whatever promises when its effects are there, and at how fresh flows say that these must be.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let sum = DeliveryTime(activity, in: package)?.sum else { continue }
      if let promise = activity.duty.levels.deliveredWithin, let finding = broken(promise, sum, activity) {
        report.add(finding)
      } else if let flow = package.flow(activity), let choice = flow.choice, let freshness = choice.freshness,
        !choice.pollsTooSlowly(flow.on), sum.waits.total > freshness.value
      {
        report.add(stale(freshness, sum.waits, activity))
      }
    }
  }

  /// A promise that is broken by what is certain, or maybe by calls that take as long as they may.
  private func broken(_ promise: Located<Int64>, _ sum: TimeSum, _ activity: Activity) -> Diagnostic? {
    guard sum.total > promise.value else { return nil }
    let isCertain = sum.certain > promise.value
    // One call alone is a finding of its own, which says what to do about that call.
    if !isCertain, sum.calls.contains(where: { $0.isLimit && $0.milliseconds > promise.value }) { return nil }
    let promised = Interval.text(promise.value)
    var finding = Self.about.finding(
      isCertain
        ? "\(activity.title) promises its effect within \(promised), and takes \(Interval.text(sum.total))"
        : "\(activity.title) promises its effect within \(promised), and its calls may take longer",
      at: promise.span, "promised here", related: sum.labels(besides: promise.span),
      reason: "\(sum.text), promised \(promised)", mend: sum.mend(for: promise.value),
      "or promise what the way can keep: `delivered-within: \(Interval.text(sum.total))`")
    if !isCertain { finding.severity = .warning }
    return finding
  }

  /// Freshness is what the choice of a pace was made by: what is waited for is held against it, not how long calls may take.
  private func stale(_ freshness: Located<Int64>, _ waits: TimeSum, _ activity: Activity) -> Diagnostic {
    let wanted = Interval.text(freshness.value)
    return Self.about.finding(
      "\(activity.title) is to bring nothing older than \(wanted), and waits for \(Interval.text(waits.total))",
      at: freshness.span, "said here", related: waits.labels(besides: freshness.span),
      reason: "\(waits.text), and no more than \(wanted) may pass", mend: waits.mend(for: freshness.value),
      "or say how old it may really be: `freshness: \(Interval.text(waits.total))`")
  }
}

extension TimeSum {
  /// What to do about the longest summand.
  fileprivate func mend(for promise: Int64) -> String {
    guard let longest = summands.max(by: { $0.milliseconds < $1.milliseconds }) else { return "shorten the way" }
    let rest = total == .max ? 0 : promise - (total - longest.milliseconds)
    let room = rest > 0 ? ": \(Interval.text(rest)) would fit" : ""
    return longest.isLimit
      ? "say under `levels.responds-within` of the system what it promises, or lower the `timeout`\(room)"
      : "shorten what takes longest, \(longest.text)\(room)"
  }
}
