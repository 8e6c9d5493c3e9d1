import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something that much hangs on, and nobody who is called.
public struct NoAlert: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .noAlert, name: "no-alert", severity: .warning,
      title: "What much hangs on fails quietly",
      summary: """
        Something runs for a service that is critical or high, and names neither an alert nor whom to call when \
        it fails.
        """,
      why: """
        Its owner hears of it, in whatever way and at whatever hour. People are called one after the other for \
        other things in this package, and not for this one, on which much hangs.
        """,
      mend: """
        Write `failure: {escalate: …}` with an escalation policy, or `failure: {alert: …}` with the name of an \
        alert that your monitoring knows.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            services: [shop]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            services: [shop]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {escalate: by-day}
        """,
      related: [.unescalatedService, .nobodyAnswers], canBeAllowed: true),
    reason: "nobody is called when it fails")

  /// The rule.
  public init() {}

  /// Looks at what runs for services on which much hangs, where there are escalation policies at all.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.declared.escalations.sorted.isEmpty else { return }
    for activity in package.activities {
      let failure = activity.duty.failure
      guard failure.alert == nil, failure.escalate == nil, failure.classes.allSatisfy({ $0.value.escalate == nil })
      else {
        continue
      }
      for name in activity.duty.services {
        guard let service = package.find(name, in: \.services), service.value.criticality.value.rank >= 2 else {
          continue
        }
        let word = service.value.criticality.value.rawValue
        report.add(
          Self.about.finding(
            "nobody is called when \(activity.title) fails, and `\(name.value)` is \(word)", at: activity.name.span,
            "names neither `alert` nor `escalate`", related: [Label(span: name.span, text: "it runs for this")],
            mend: "write `failure: {escalate: …}` with one of the escalation policies",
            "or `failure: {alert: …}` with an alert that your monitoring knows"))
        break
      }
    }
  }
}
