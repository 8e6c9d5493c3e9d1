import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An open finding that nobody mends.
public struct UnownedFinding: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unownedFinding, name: "unowned-finding", severity: .warning,
      title: "A finding that nobody mends",
      summary: "A finding of a security review is open and names no team, though teams are declared.",
      why: "What everybody has read and nobody was given stays as it is until the next review finds it again.",
      mend: "Name the team that mends it: `owner: service-desk`.",
      bad: """
        findings:
          alarms-flood-the-desk:
            about: The path for alarms takes any number of requests
            paths: [/alarm]
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
            due: 2099-03-31
            owner: front-desk
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.openFinding, .overdueFinding], canBeAllowed: true),
    reason: "what nobody was given stays as it is until the next review")

  /// The rule.
  public init() {}

  /// Looks for owners of open findings, in a package that knows teams at all.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard package.knowsTeams, package.manifest.owner == nil else { return }
    for finding in package.own(\.securityFindings)
    where finding.value.status.value == .open && finding.value.owner == nil {
      report.add(
        Self.about.finding(
          "nobody was given finding `\(finding.name.value)`", at: finding.name.span, "no `owner`",
          mend: "add `owner:` with the team that mends it"))
    }
  }
}
