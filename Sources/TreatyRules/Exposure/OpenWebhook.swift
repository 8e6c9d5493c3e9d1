public import TreatyDiagnostics
import TreatyPlan

/// A webhook that anybody can call.
public struct OpenWebhook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    code: .openWebhook, name: "open-webhook", severity: .warning, summary: "A webhook takes events from anybody.",
    why: "whoever reaches the host can open and change records through it")

  /// The rule.
  public init() {}

  /// Looks at each trigger.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, flow) in package.plan.flows.enumerated() where flow.trigger.authentication == .none {
      report.add(
        Diagnostic(
          code: OpenWebhook.about.code, severity: OpenWebhook.about.severity,
          message: "anybody who reaches the host can send to `\(flow.trigger.path)`",
          primary: package.label("/flows/\(index)/trigger/path"), reason: OpenWebhook.about.why,
          fixes: [Fix(title: "add `account:` to `on`, naming an account whose token the sender shows")]))
    }
  }
}
