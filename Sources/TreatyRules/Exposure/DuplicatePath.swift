public import TreatyDiagnostics
import TreatyPlan

/// Two flows on one path that ask for different credentials.
public struct DuplicatePath: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .duplicatePath, name: "duplicate-path", severity: .error,
      title: "One path for two senders",
      summary: "Two flows take the same path, and differ in the sender, its proof or the event.",
      why: """
        A request can show only one credential, and has one body. One of the two flows would refuse every request that the other one takes, \
        and would never start. Flows that agree in all three may share a path: each of them starts.
        """,
      mend: "Give one of them a path of its own, and enter it at the sender.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /hooks, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /hooks, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /hooks/monitor, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /hooks/desk, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      related: [.openWebhook]),
    reason: "a request can show only one credential, so one of the two would never start")

  /// The rule.
  public init() {}

  /// Compares each trigger with those before it on the same path.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let flows = package.plan.flows
    var taken: [String: [Int]] = [:]
    for (index, flow) in flows.enumerated() {
      defer { taken[flow.trigger.path, default: []].append(index) }
      let earlier = taken[flow.trigger.path]?.first {
        let other = flows[$0].trigger
        return other.authentication != flow.trigger.authentication || other.system != flow.trigger.system
          || other.event != flow.trigger.event
      }
      guard let earlier else { continue }
      report.add(
        Diagnostic(
          code: DuplicatePath.about.code, severity: DuplicatePath.about.severity,
          message: "`\(flow.trigger.path)` is taken already, by another sender or event",
          primary: package.label("/flows/\(index)/trigger/path"),
          related: [package.label("/flows/\(earlier)/trigger/path", "taken here")].compactMap(\.self),
          reason: DuplicatePath.about.reason, fixes: [Fix(title: "give one of them a path of its own")]))
    }
  }
}
