import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A webhook that anybody can call.
public struct OpenWebhook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
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

  /// Looks at whatever the host takes over HTTP.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      for intake in activity.intakes {
        guard let path = intake.path, isOpen(intake, package) else { continue }
        report.add(
          Self.about.finding(
            "anybody who reaches the host can send to `\(path.value)`", at: path.span,
            mend: "add `account:` to `\(intake.key)`, naming an account whose token the sender shows"))
      }
    }
  }

  private func isOpen(_ intake: Intake, _ package: RuledPackage) -> Bool {
    guard let account = intake.account else { return true }
    // One that is not declared was found already.
    guard let declared = package.find(account, in: \.accounts) else { return false }
    return declared.value.auth.kind == AuthWord.none
  }
}

extension Intake {
  /// The key under which it is declared.
  fileprivate var key: String {
    switch kind {
    case .ask: "ask"
    case .push: "push"
    case .wait: "wait"
    default: "on"
    }
  }
}
