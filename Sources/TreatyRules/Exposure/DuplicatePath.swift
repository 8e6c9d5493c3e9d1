public import TreatyDiagnostics
import TreatyPlan

/// Two flows on one path that ask for different credentials.
public struct DuplicatePath: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    code: .duplicatePath, name: "duplicate-path", severity: .error,
    summary: "Two flows take the same path from different senders.",
    why: "a request can show only one credential, so one of the two would never start")

  /// The rule.
  public init() {}

  /// Compares each trigger with those before it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, flow) in package.plan.flows.enumerated() {
      let earlier = package.plan.flows.prefix(index).firstIndex {
        $0.trigger.path == flow.trigger.path
          && ($0.trigger.authentication != flow.trigger.authentication || $0.trigger.system != flow.trigger.system
            || $0.trigger.event != flow.trigger.event)
      }
      guard let earlier else { continue }
      report.add(
        Diagnostic(
          code: DuplicatePath.about.code, severity: DuplicatePath.about.severity,
          message: "`\(flow.trigger.path)` is taken already, by another sender or event",
          primary: package.label("/flows/\(index)/trigger/path"),
          related: [package.label("/flows/\(earlier)/trigger/path", "taken here")].compactMap(\.self),
          reason: DuplicatePath.about.why, fixes: [Fix(title: "give one of them a path of its own")]))
    }
  }
}
