import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal data that are kept longer than a profile allows.
public struct KeptTooLong: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .keptTooLong, name: "kept-too-long", severity: .warning,
      title: "Personal data are kept for too long",
      summary: """
        A profile says how long personal data may be kept, and what an activity carries is kept longer.
        """,
      why: """
        What has been delivered has served its purpose; what is kept beyond that can only leak, or be asked for. \
        Where no retention policy is named, what is done is kept for 7 days and dead letters for 90.
        """,
      mend: """
        Name a retention policy with shorter times, or give the one that is named `classes: {personal: …}`, \
        which shortens the time only for what holds data of persons.
        """,
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Personal data go after a month., check: TR1501, at-most: 30d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {done: 7d, dead: 90d}
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Personal data go after a month., check: TR1501, at-most: 30d}}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "${ item.who }"}}]
            retention: short

        policies:
          retention:
            short: {done: 7d, dead: 90d, classes: {personal: 30d}}
        """,
      related: [.keptWithoutPolicy, .classKeptLonger], canBeAllowed: true),
    reason: "what is kept beyond its purpose can only leak, or be asked for")

  /// The rule.
  public init() {}

  /// Looks at what carries personal data, where a profile says how long they may be kept.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.keptTooLong] {
      guard let most = demand.demand.value.atMost?.value else { continue }
      for activity in package.activities where activity.keepsMessages {
        guard let field = package.carriedField(.personal, by: activity) else { continue }
        let kept = package.kept(activity)
        let done = kept.shortened(kept.done, for: .personal)
        let dead = kept.shortened(kept.dead, for: .personal)
        guard max(done, dead) > most else { continue }
        let part = dead > most ? "dead letters \(Interval.text(dead))" : "what is done \(Interval.text(done))"
        report.add(
          Self.about.finding(
            "\(activity.title) keeps \(part), and personal data may be kept \(Interval.text(most)) at most",
            at: kept.span, kept.policy == nil ? "names no `retention`, so the usual holds" : nil,
            related: [
              Label(span: field.span, text: field.text),
              kept.policy.map { Label(span: $0.span(of: dead > most ? "dead" : "done"), text: "kept so long") },
            ], reason: demand.words,
            mend: kept.policy.map {
              "add `classes: {personal: \(Interval.text(most))}` to the retention policy `\($0.name.value)`"
            } ?? "name a retention policy that keeps it \(Interval.text(most)) at most"))
      }
    }
  }
}
