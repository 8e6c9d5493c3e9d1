import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A finding that is left as it is, and nobody says why.
public struct AcceptedWithoutReason: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .acceptedWithoutReason, name: "accepted-without-reason", severity: .warning,
      title: "A finding is accepted without a reason",
      summary: "A finding of a security review is accepted as it is, and no `reason` says why.",
      why: """
        A risk is accepted because of something: a wall before it, a vendor's promise, a cost. When that \
        changes, somebody must look again, and can only do so if it is written down.
        """,
      mend: "Write under `reason` why it is left as it is.",
      bad: """
        findings:
          alarms-flood-the-desk:
            about: The path for alarms takes any number of requests
            paths: [/alarm]
            owner: front-desk
            status: accepted
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
            owner: front-desk
            status: accepted
            reason: The proxy before the host lets ten requests a second through
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.openFinding, .unownedFinding], canBeAllowed: true),
    reason: "nobody can tell later whether that still holds")

  /// The rule.
  public init() {}

  /// Looks for reasons of accepted findings.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for finding in package.own(\.securityFindings) where finding.value.status.value == .accepted {
      guard finding.value.reason?.value.contains(where: { !$0.isWhitespace }) != true else { continue }
      report.add(
        Self.about.finding(
          "finding `\(finding.name.value)` is accepted, and nobody says why", at: finding.value.status.span,
          "no `reason`",
          mend: "add `reason:` with why it is left as it is"))
    }
  }
}
