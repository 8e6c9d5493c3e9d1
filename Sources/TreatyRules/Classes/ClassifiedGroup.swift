import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Events are gathered by personal or secret data.
public struct ClassifiedGroup: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedGroup, name: "classified-group", severity: .error,
      title: "Events are gathered by personal data",
      summary: "The key by which events are gathered is a field of a class.",
      why: """
        What events have in common is kept for as long as they are gathered, and is shown where somebody looks at the group.
        """,
      mend: """
        Gather by a service, a site or a number.
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
            identify: item.id
            correlate: {by: [item.mail], window: 5m}
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
            identify: item.id
            correlate: {by: [item.id], window: 5m}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.classifiedKey], canBeAllowed: true),
    reason: "the key stands in the store and in logs while events are gathered")

  /// The rule.
  public init() {}

  /// Looks at what events are gathered by.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(Self.about, outlets: .group, of: package, mend: "gather by something that says nothing about a person")
  }
}
