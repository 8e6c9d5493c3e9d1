import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An agreement has ended that something still leans on.
public struct EndedAgreement: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .endedAgreement, name: "ended-agreement", severity: .error,
      title: "An agreement has ended",
      summary: "Something that runs leans on an agreement whose last day has passed.",
      why: """
        What it allowed is allowed no longer: the checks that it answered count again. The teams may think that it still holds.
        """,
      mend: """
        Agree anew, and write the new last day; or take out what it allowed.
        """,
      bad: """
        agreements:
          closing:
            between: [front-desk, night-watch]
            on: [flows.page]
            allows: [shared-scope]
            agreed: 2025-09-01
            until: 2026-08-31
        flows:
          page:
            owner: front-desk
            serves: support
            agreements: [closing]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        agreements:
          closing:
            between: [front-desk, night-watch]
            on: [flows.page]
            allows: [shared-scope]
            agreed: 2025-09-01
            until: 2027-08-31
        flows:
          page:
            owner: front-desk
            serves: support
            agreements: [closing]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.agreementOfOthers, .sharedFieldWithoutAgreement], canBeAllowed: true),
    reason: "what it allowed is allowed no longer")

  /// The rule.
  public init() {}

  /// Looks at agreements that activities name.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      for name in activity.duty.agreements {
        guard let agreement = package.find(name, in: \.agreements), let until = agreement.value.until,
          package.hasPassed(until)
        else { continue }
        report.add(
          Self.about.finding(
            "`\(name.value)` has ended on \(until.value), and \(activity.title) leans on it", at: name.span,
            related: [Label(span: until.span, text: "its last day")],
            mend: "agree anew, and write the new last day", "or take out what it allowed"))
      }
    }
  }
}
