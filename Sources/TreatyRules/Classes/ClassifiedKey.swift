import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data as a key.
public struct ClassifiedKey: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedKey, name: "classified-key", severity: .error,
      title: "Personal or secret data as a key",
      summary: "What tells one piece of work from another is a field of a class.",
      why: """
        The key of a piece of work stands in the store, in logs, in traces, and in what operators type. It is kept as long as anything is known
        of the work. A digest is no way out: whoever has the mail address can compute it.
        """,
      mend: """
        Take something that says nothing about the person: the number of the record.
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
            identify: item.mail
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
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.classifiedGroup, .classifiedLog], canBeAllowed: true),
    reason: "keys stand in the store, in logs and in traces, and cannot be taken out")

  /// The rule.
  public init() {}

  /// Looks at what work is known by.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(
      Self.about, outlets: .key, of: package, mend: "identify by a number or key that says nothing about the person")
  }
}
