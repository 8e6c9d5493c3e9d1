import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A gate that promises its answer sooner than it can know it.
public struct SlowGate: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .slowGate, name: "slow-gate", severity: .warning, title: "A gate that answers later than it promises",
      summary: "A gate promises its answer within a time that is shorter than its lookups take.",
      why: """
        A pipeline stands still while it waits for the answer, and gives up at a time that somebody set by what the gate promises. The gate \
        asks its lookups one after the other before it answers: each takes what its system promises under `levels.responds-within`, or else as \
        long as its timeout.
        """,
      mend: """
        Lower the timeouts, give lookups a `cache`, or let the systems say under `levels.responds-within` how soon they answer. Or promise what \
        the gate can keep.
        """,
      bad: """
        gates:
          visit:
            ask: {path: /visit, account: desk-here, input: {ticket: string}}
            lookup: {ticket: {get: help.ticket, id: "${ item.ticket }"}, job: {get: vans.job, by: {what: "${ item.ticket }"}}}
            rules: [{allow: lookup.ticket.state == 'open'}]
            levels: {responds-within: 10s}
        """,
      good: """
        gates:
          visit:
            ask: {path: /visit, account: desk-here, input: {ticket: string}}
            lookup: {ticket: {get: help.ticket, id: "${ item.ticket }"}, job: {get: vans.job, by: {what: "${ item.ticket }"}}}
            rules: [{allow: lookup.ticket.state == 'open'}]
            levels: {responds-within: 40s}
        """,
      related: [.timeoutBeyondPromise, .freshnessMissed], canBeAllowed: true),
    reason: "the pipeline that asks gives up before it is answered")

  /// The rule.
  public init() {}

  /// Looks at gates that promise when they answer.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .gates {
      guard let promised = activity.duty.levels.respondsWithin else { continue }
      var sum = TimeSum()
      for reading in activity.readings where reading.kind == .lookup && reading.cache == nil { sum.add(reading.time) }
      guard sum.total > promised.value else { continue }
      let within = Interval.text(promised.value)
      report.add(
        Self.about.finding(
          "\(activity.title) promises an answer within \(within), and its lookups may take \(Interval.text(sum.total))",
          at: promised.span, "promised here", related: sum.labels(besides: promised.span),
          reason: "\(sum.text), promised \(within)",
          mend: "lower the timeouts of what it looks up, or give lookups a `cache`",
          "or promise what it can keep: `responds-within: \(Interval.text(sum.total))`"))
    }
  }
}
