import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A call that may take longer than the whole is promised to.
public struct TimeoutBeyondPromise: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .timeoutBeyondPromise, name: "timeout-beyond-promise", severity: .warning,
      title: "One call may take longer than all is promised to",
      summary: "A call is waited for longer than the whole effect is promised to take.",
      why: """
        A call that hangs is given up at its timeout, and only then tried again. Where that is longer than what was promised, one call that \
        hangs breaks the promise before anything can be done about it. A system that promises an answer sooner, under `levels.responds-within`, \
        is taken at its word.
        """,
      mend: """
        Lower the `timeout` of the operation or in the `limits` of the system, below what is promised. Or let the system say under \
        `levels.responds-within` how soon it answers.
        """,
      bad: """
        flows:
          alarm-to-job:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.host }"}}]
            levels: {delivered-within: 20s}
        """,
      good: """
        systems:
          trucks: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, limits: {timeout: 5s}}
        flows:
          alarm-to-job:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: trucks.job, do: upsert, fields: {what: "${ item.host }"}}]
            levels: {delivered-within: 20s}
        """,
      related: [.freshnessMissed, .slowGate], canBeAllowed: true),
    reason: "one call that hangs breaks the promise before it is tried again")

  /// The rule.
  public init() {}

  /// Looks at each call of what promises when its effects are there. Where the promise is broken in any case, that was found.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let promise = activity.duty.levels.deliveredWithin, let sum = DeliveryTime(activity, in: package)?.sum,
        sum.certain <= promise.value
      else { continue }
      // A lookup with a cache asks the system as well, when nothing is kept yet.
      let cached = activity.readings.filter { $0.kind == .lookup && $0.cache != nil }.map { $0.time }
      let long = (cached + sum.calls).filter { $0.isLimit && $0.milliseconds > promise.value }
      // What a system does to one call it does to all: the first is enough.
      guard let call = long.first else { continue }
      let promised = Interval.text(promise.value)
      report.add(
        Self.about.finding(
          "\(call.what) may take \(Interval.text(call.milliseconds)), and \(activity.title) promises all of it within \(promised)",
          at: call.place, call.source.map { "\(Interval.text(call.milliseconds)): \($0)" },
          related: [Label(span: promise.span, text: "promised here")],
          mend: "lower the `timeout` of the call below \(promised)",
          "or say under `levels.responds-within` of the system how soon it answers"))
    }
  }
}
