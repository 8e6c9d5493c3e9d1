public import TreatyDiagnostics
import TreatyPlan

/// Credentials and records sent without encryption.
public struct PlainHTTP: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    code: .plainHTTP, name: "plain-http", severity: .warning,
    summary: "A system beyond this machine is called without encryption.",
    why: "anybody on the way can read the credentials and the records")

  /// The rule.
  public init() {}

  /// Looks at addresses and at defaults of inputs that stand in them.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, system) in package.plan.systems.enumerated() {
      guard let text = system.url.constantText, let url = PlannedURL(text), url.scheme == "http", !url.isLoopback else {
        continue
      }
      report.add(.plain(text, package.label("/systems/\(index)/url")))
    }
    for (index, input) in package.plan.inputs.enumerated() where input.kind == .url {
      guard let text = input.fallback, let url = PlannedURL(text), url.scheme == "http", !url.isLoopback else {
        continue
      }
      report.add(.plain(text, package.label("/inputs/\(index)")))
    }
  }
}

extension Diagnostic {
  fileprivate static func plain(_ url: String, _ place: Label?) -> Diagnostic {
    Diagnostic(
      code: PlainHTTP.about.code, severity: PlainHTTP.about.severity, message: "`\(url)` is called without encryption",
      primary: place,
      reason: PlainHTTP.about.why, fixes: [Fix(title: "use `https://`")])
  }
}
