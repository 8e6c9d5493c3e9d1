import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An agreement between teams that have nothing to do with what it allows.
public struct AgreementOfOthers: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .agreementOfOthers, name: "agreement-of-others", severity: .warning,
      title: "An agreement of teams that are not concerned",
      summary: "Something leans on an agreement in which neither its owner nor an owner of its systems takes part.",
      why: """
        Two teams can only give away what is theirs. Whoever answers for the systems has agreed to nothing.
        """,
      mend: """
        Name an agreement of the teams that are concerned, or let them join this one under `between`.
        """,
      bad: """
        agreements:
          closing:
            between: [night-watch, day-watch]
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
        teams:
          day-watch: {contacts: {mail: day@example.org}}
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
      related: [.endedAgreement], canBeAllowed: true),
    reason: "those who are concerned have agreed to nothing")

  /// The rule.
  public init() {}

  /// Holds the teams of an agreement against those of what leans on it.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      let owners = [activity.duty.owner] + activity.parties.map { $0.system.value.owner }
      let concerned = Set(owners.compactMap { $0 }.compactMap { package.declared.canonical($0, .teams) })
      guard !concerned.isEmpty else { continue }
      for name in activity.duty.agreements {
        guard let agreement = package.find(name, in: \.agreements) else { continue }
        let between = agreement.value.between.compactMap { package.declared.canonical($0, .teams) }
        guard between.count == agreement.value.between.count, concerned.isDisjoint(with: between),
          let place = agreement.value.between.first
        else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) leans on `\(name.value)`, in which none of its teams takes part", at: name.span,
            related: [
              Label(span: place.span, text: "between these"),
              activity.duty.owner.map { Label(span: $0.span, text: "answers for it") },
            ],
            mend: "name an agreement of the teams that are concerned"))
      }
    }
  }
}
