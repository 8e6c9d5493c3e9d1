import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A finding of a security review whose day has passed.
public struct OverdueFinding: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overdueFinding, name: "overdue-finding", severity: .error,
      title: "A finding was to be mended by now",
      summary: "A finding of a security review is open, and the day by which it was to be mended has passed.",
      why: """
        The day was agreed on by people who knew the risk. After it, what was found is no longer being worked on \
        but forgotten, and stays a way in that others may find as well.
        """,
      mend: """
        Mend it and write `status: mended`. Where more time was agreed on, write the new day; where it stays as \
        it is, write `status: accepted` with the `reason`.
        """,
      bad: """
        findings:
          alarms-flood-the-desk:
            about: The path for alarms takes any number of requests
            paths: [/alarm]
            owner: front-desk
            due: 2020-03-31
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
            due: 2099-03-31
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.openFinding, .unownedFinding], canBeAllowed: true),
    reason: "what was found stays a way in, against what was agreed")

  /// The rule.
  public init() {}

  /// Looks at the days by which open findings were to be mended.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for finding in package.own(\.securityFindings) where finding.value.status.value == .open {
      guard let due = finding.value.due, package.hasPassed(due) else { continue }
      report.add(
        Self.about.finding(
          "finding `\(finding.name.value)` was to be mended by \(due.value)", at: due.span, "this day has passed",
          related: [package.concern(of: finding.value)],
          mend: "mend it, and write `status: mended`",
          "or write the day that was agreed on since, or `status: accepted` with the `reason`"))
    }
  }
}
