public import TreatyDiagnostics
import TreatyPlan

/// A webhook that anybody can call.
public struct OpenWebhook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .openWebhook, name: "open-webhook", severity: .warning,
      title: "A webhook takes events from anybody",
      summary: "A flow is started by a webhook that asks its sender for no proof.",
      why: """
        Whoever reaches the host can open and change records through it, and fill its store. A path that is hard to guess is no proof: \
        it stands in logs, in proxies and in the settings of the sender.
        """,
      mend: """
        Name an account under `on`; the sender then has to show its token, key or signature. Which kinds of proof a sender can show is said by \
        its connector, under `auth`.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.plainHTTP, .duplicatePath], canBeAllowed: true),
    reason: "whoever reaches the host can open and change records through it")

  /// The rule.
  public init() {}

  /// Looks at each trigger.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, flow) in package.plan.flows.enumerated() where flow.trigger.authentication == .none {
      report.add(
        Diagnostic(
          code: OpenWebhook.about.code, severity: OpenWebhook.about.severity,
          message: "anybody who reaches the host can send to `\(flow.trigger.path)`",
          primary: package.label("/flows/\(index)/trigger/path"), reason: OpenWebhook.about.reason,
          fixes: [Fix(title: "add `account:` to `on`, naming an account whose token the sender shows")]))
    }
  }
}
