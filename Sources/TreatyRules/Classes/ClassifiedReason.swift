import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data in a reason.
public struct ClassifiedReason: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedReason, name: "classified-reason", severity: .error,
      title: "Personal or secret data in a reason",
      summary: "A reason that stands in logs and alerts holds a field of a class.",
      why: """
        The reason why something was put aside or ended is shown in alerts, in logs and to operators. It should say what is wrong, not about whom.
        """,
      mend: """
        Say what is wrong, and name the thing by its key.
        """,
      bad: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            validate: [{check: "item.id != ''", reason: "No number for ${ item.mail }"}]
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      good: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            validate: [{check: "item.id != ''", reason: "No number"}]
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.classifiedLog, .classifiedQuestion], canBeAllowed: true),
    reason: "alerts and logs carry it to whoever reads them")

  /// The rule.
  public init() {}

  /// Looks at reasons, but for what a protection policy takes out.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(Self.about, outlets: .reason, of: package, mend: "say what is wrong without saying about whom")
  }
}
