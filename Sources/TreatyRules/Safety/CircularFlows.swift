import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Activities that set each other off without end.
public struct CircularFlows: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .circularFlows, name: "circular-flows", severity: .error,
      title: "Flows that set each other off without end",
      summary: "What one flow makes sets another off, whose record sets the first off again.",
      why: """
        Each round makes new records, as fast as both systems allow, until somebody stops it. A flow knows the records that it made itself, by its \
        key; what another flow makes of them is news to it. A sync does not do this: it keeps which records belong together, and compares what \
        they say.

        It is an error where each reads the very kind of record that the one before makes, and nothing leaves any out. Where a condition may end \
        it, and where it goes over a system's events, of which nobody knows which follow from a write, it is a warning. What is written as a \
        constant is held against the condition: `state: open` passes `where: item.state == 'open'` and comes round, `state: done` does not.
        """,
      mend: """
        Take a `sync` where two systems are to say the same. Or leave out, with `where`, what Treaty itself made: by a field that only it fills, \
        or by the account that made the record.
        """,
      bad: """
        flows:
          ticket-to-job:
            on: {poll: help.ticket, every: 5m}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
          job-to-ticket:
            on: {poll: vans.job, every: 5m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        """,
      good: """
        flows:
          ticket-to-job:
            on: {poll: help.ticket, every: 5m}
            where: item.?owner.orValue('') != 'crew'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
          job-to-ticket:
            on: {poll: vans.job, every: 5m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }", owner: crew}}]
        """,
      related: [.splitLanes, .doubledOnFirstSync], canBeAllowed: true),
    reason: "each round makes new records, until somebody stops it")

  /// The rule.
  public init() {}

  /// Looks for rings.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for cycle in RippleCycle.all(in: package) {
      guard let first = cycle.ripples.first else { continue }
      var labels: [Label] = []
      for ripple in cycle.ripples {
        if ripple.effectPlace != first.effectPlace {
          labels.append(Label(span: ripple.effectPlace, text: "\(ripple.activity.title) writes here"))
        }
        labels.append(Label(span: ripple.causePlace, text: "sets off \(ripple.activity.title)"))
      }
      labels += cycle.passed
      let isAlone = cycle.ripples.count == 1
      let may = cycle.isCertain ? "" : "may "
      var finding = Self.about.finding(
        isAlone
          ? "\(first.activity.title) \(cycle.isCertain ? "sets" : "may set") itself off, again and again"
          : "\(cycle.ripples.map { $0.activity.title }.joined(separator: " and ")) \(may)set each other off, again and again",
        at: first.effectPlace, "writes here what sets \(isAlone ? "itself" : "the next one") off", related: labels,
        reason: "\(cycle.way), upon which it begins anew",
        mend:
          "leave out what Treaty made: a `where` on a field that only it fills, or on the account that made the record",
        "or take one `sync`, which keeps what belongs together")
      if !cycle.isCertain { finding.severity = .warning }
      report.add(finding)
    }
  }
}
