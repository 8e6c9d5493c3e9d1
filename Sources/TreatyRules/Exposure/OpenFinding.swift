import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A grave finding of a security review that is still open.
public struct OpenFinding: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .openFinding, name: "open-finding", severity: .warning,
      title: "A grave finding is still open",
      summary: "A finding of a security review is critical or high, open, and concerns something in use.",
      why: """
        Who runs this knows of a way in, and leaves it open. Until it is mended each run is a decision to live \
        with it, and somebody should have made that decision.
        """,
      mend: """
        Mend it and write `status: mended`. Where it is left as it is on purpose, write `status: accepted` with \
        the `reason`.
        """,
      bad: """
        findings:
          alarms-flood-the-desk:
            about: The path for alarms takes any number of requests
            paths: [/alarm]
            severity: high
            owner: front-desk
            due: 2099-03-31
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        findings:
          alarms-flood-the-desk:
            about: The path for alarms takes any number of requests
            paths: [/alarm]
            severity: high
            owner: front-desk
            status: mended
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.overdueFinding, .acceptedWithoutReason], canBeAllowed: true),
    reason: "a known way in stays open")

  /// The rule.
  public init() {}

  /// Looks whether open findings that are grave concern something in use. One that is late besides is found as such.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for finding in package.own(\.securityFindings) where finding.value.status.value == .open {
      guard let severity = finding.value.severity, severity.value == .critical || severity.value == .high,
        !package.hasPassed(finding.value.due), let concern = package.concern(of: finding.value)
      else { continue }
      report.add(
        Self.about.finding(
          "finding `\(finding.name.value)` is \(severity.value.rawValue) and open", at: severity.span, "still open",
          related: [concern, finding.value.due.map { Label(span: $0.span, text: "to be mended by then") }],
          mend: "mend it, and write `status: mended`",
          "or accept it: `status: accepted`, with the `reason` why it is left as it is"))
    }
  }
}
